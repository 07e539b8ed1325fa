package io.headroom.proxy.evaluation;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.compress.Mode;
import io.headroom.api.testkit.probe.ProbeCheck;
import io.headroom.api.testkit.savings.SavingsTable;
import io.headroom.api.testkit.workload.Layout;
import io.headroom.api.testkit.workload.Workload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same measurement on recorded output of real commands, in a folder {@code shared/fixtures/tool-output} beside the checkout. Skipped
 * where there is none.
 */
@Tag("C-1403")
class RealOutputTest {
    private static BundledEngine engine;
    private static SavingsTable table;

    @BeforeAll
    static void measureRecordedOutputs() throws IOException {
        Optional<Path> folder = fixtures();
        if (folder.isEmpty()) {
            System.out.println("skipped: no folder shared/fixtures/tool-output beside the checkout");
        }
        assumeTrue(folder.isPresent(), "no recorded outputs");
        engine = BundledEngine.in(Mode.LOSSLESS);
        table = SavingsTable.measure(
                workloads(folder.orElseThrow()), engine::form, engine::tokens, ProbeCheck.lossless(engine::decode));
        System.out.println(table);
    }

    @AfterAll
    static void closeTheEngine() {
        if (engine != null) {
            engine.close();
        }
    }

    @ParameterizedTest(name = "{0}: at least {1} %")
    @DisplayName("the promised savings on recorded output")
    @CsvSource({
        "listing-ls-lR.txt, 45",
        "listing-find.txt, 45",
        "grep-context.txt, 45",
        "grep-retry.txt, 45",
        "grep-todo.txt, 45",
        "test-pytest.txt, 45",
        "test-surefire.txt, 45",
        "log-mvn-verify.txt, 45",
        "log-access.txt, 55",
        "json-issues-min.json, 55",
        "json-issues-pretty.json, 60"
    })
    void savesWhatIsPromised(String file, double percent) {
        table.assertSaves(file, Layout.MIN, percent);
    }

    @Test
    @DisplayName("P4: no probe is lost")
    void losesNothing() {
        table.assertNothingLost();
    }

    @Test
    @DisplayName("P6: no form is larger than its text")
    void neverSendsMore() {
        table.assertNeverLarger();
    }

    private static List<Workload> workloads(Path folder) throws IOException {
        List<Workload> workloads = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                String text = Files.readString(file, StandardCharsets.UTF_8);
                workloads.add(new Workload(name, "recorded", "Bash", List.of(), List.of(text)));
            }
        }
        return workloads;
    }

    private static Optional<Path> fixtures() {
        Path start = Path.of(System.getProperty("basedir", System.getProperty("user.dir")))
                .toAbsolutePath();
        return Stream.iterate(start, path -> path != null, Path::getParent)
                .map(path -> path.resolve("shared").resolve("fixtures").resolve("tool-output"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
