package io.headroom.proxy.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.probe.ProbeCheck;
import io.headroom.api.testkit.savings.SavingsTable;
import io.headroom.api.testkit.workload.Layout;
import io.headroom.api.testkit.workload.Workloads;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the real engine with the bundled plugins saves on every workload without losing anything, counted by the real tokenizer. The table
 * is printed and written to {@code target/savings.md}.
 */
@Tag("C-1403")
class SavingsEvaluationTest {
    private static BundledEngine engine;
    private static SavingsTable table;

    @BeforeAll
    static void measureAllWorkloads() throws Exception {
        engine = BundledEngine.in(Mode.LOSSLESS);
        table = SavingsTable.measure(
                Workloads.all(), engine::form, engine::tokens, ProbeCheck.lossless(engine::decode));
        System.out.println(table);
        Path report = Path.of(System.getProperty("basedir", "."), "target", "savings.md");
        Files.createDirectories(report.getParent());
        Files.writeString(report, table.toString(), StandardCharsets.UTF_8);
    }

    @AfterAll
    static void closeTheEngine() {
        engine.close();
    }

    /** {@link RealOutputTest} has floors for what real tools printed. */
    @ParameterizedTest(name = "{0}, {1}: at least {2} %")
    @DisplayName("the promised savings, against the text as sent and already without white space")
    @CsvSource({
        "W01, code search, 70",
        "W02, SRE incident, 55",
        "W04, issue triage, 60",
        "X01, ls -l, 45",
        "X02, grep, 45",
        "X03, rg, 45",
        "X05, pytest -v, 45",
        "X12, Maven build log, 45"
    })
    void savesWhatIsPromised(String workload, String name, double percent) {
        table.assertSaves(workload, Layout.MIN, percent);
    }

    @Test
    @DisplayName("P4: no probe of any workload is lost")
    void losesNothing() {
        table.assertNothingLost();
    }

    @Test
    @DisplayName("P6: no form is larger than its text")
    void neverSendsMore() {
        table.assertNeverLarger();
    }

    @ParameterizedTest
    @DisplayName("C-1404: minified, spaced and indented input of the same data leave nearly the same tokens")
    @ValueSource(
            strings = {
                "W01", "W02", "W03", "W04", "W05", "W06", "W07", "W08", "W09", "W10", "W11", "W12", "W13", "W14", "W15"
            })
    void hardlyDependsOnTheLayout(String workload) {
        table.assertLayoutsAgree(workload, 5);
    }

    @Test
    @DisplayName("C-402: prose full of error words is no log")
    void leavesProseAlone() {
        assertEquals(0.0, table.row("X15", Layout.MIN).saved());
    }

    @Test
    @DisplayName("P5: every form that differs from its text is proven lossless")
    void provesEveryForm() {
        assertTrue(engine.changed() > 0, "nothing was compressed");
        assertEquals(engine.changed(), engine.verified());
    }
}
