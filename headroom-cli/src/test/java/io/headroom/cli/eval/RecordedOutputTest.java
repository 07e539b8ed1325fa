package io.headroom.cli.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.compress.Mode;
import io.headroom.cli.compress.LocalEngine;
import io.headroom.cli.console.Console;
import io.headroom.cli.console.Style;
import io.headroom.workload.Layout;
import io.headroom.workload.Workload;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same measurement on recorded output of real commands, in a folder {@code shared/fixtures/tool-output} beside the checkout. Skipped
 * where there is none.
 */
@Tag("C-1403")
class RecordedOutputTest {
    private static List<Measured> rows;

    @BeforeAll
    static void measureRecordedOutputs(@TempDir Path workspace) {
        Optional<Path> folder = fixtures();
        if (folder.isEmpty()) {
            System.out.println("skipped: no folder shared/fixtures/tool-output beside the checkout");
        }
        assumeTrue(folder.isPresent(), "no recorded outputs");
        Console console = new Console(
                InputStream.nullInputStream(),
                System.out,
                System.err,
                Map.of("HEADROOM_WORKSPACE_DIR", workspace.toString()),
                false);
        try (LocalEngine local = LocalEngine.measuring(console, Mode.LOSSLESS)) {
            Evaluation evaluation = new Evaluation(local, Mode.LOSSLESS, "gpt-5.5");
            List<Workload> recorded = Selection.of(List.of("*.*"), OptionalLong.empty(), folder);
            rows = recorded.stream()
                    .map(workload -> evaluation.measure(workload, Layout.MIN))
                    .toList();
        }
        new EvalReport(rows, Mode.LOSSLESS, "gpt-5.5", Targets.bundled())
                .lines(Style.PLAIN)
                .forEach(System.out::println);
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
        Measured row = rows.stream()
                .filter(measured -> measured.workload().id().equals(file))
                .findFirst()
                .orElseThrow();

        assertTrue(row.saved() >= percent, () -> file + " saves " + row.saved() + " %");
    }

    @Test
    @DisplayName("P4, P6: nothing is lost, and nothing is larger than its text")
    void losesNothingAndNeverSendsMore() {
        assertEquals(List.of(), Targets.bundled().shortfalls(rows, Mode.LOSSLESS, 0));
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
