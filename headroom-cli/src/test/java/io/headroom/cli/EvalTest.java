package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-1401")
class EvalTest {
    /** Ids that miss their target today, by no more than docs/benchmarks.md says. Whoever reaches one takes it off the list. */
    private static final List<String> MISSED =
            List.of("W01", "W05", "W10", "W13", "P01", "P05", "X01", "X02", "X04", "X08", "X09");

    /** The same for forms that leave something out. */
    private static final List<String> MISSED_WHEN_SHORTENED = List.of("W05");

    @TempDir
    private Path workspace;

    @Test
    @DisplayName(
            "C-1402, C-1404, P6: nothing is lost or larger, white space does not matter, and only known targets are missed")
    void holdsWhatTheTargetsSay() {
        assertMissed(MISSED, "eval", "--check");
    }

    @Test
    @DisplayName("P4, C-1402: with gaps, too, every fact is shown, decoded or redeemed by the printed call")
    void holdsWhatTheTargetsSayWithGaps() {
        assertMissed(MISSED_WHEN_SHORTENED, "eval", "--mode", "balanced", "--check");
    }

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109})
    @EnabledIfSystemProperty(named = "headroom.exhaustive", matches = "true")
    @DisplayName("C-1401: other seeds miss no other targets, within two points")
    void holdsThemWithOtherSeeds(long seed) {
        String number = String.valueOf(seed);

        assertKnown(MISSED, missed("eval", "--check", "--seed", number));
        assertKnown(MISSED_WHEN_SHORTENED, missed("eval", "--mode", "balanced", "--check", "--seed", number));
    }

    private static void assertKnown(List<String> known, Set<String> missed) {
        assertTrue(known.containsAll(missed), () -> missed + " instead of at most " + known);
    }

    private void assertMissed(List<String> known, String... command) {
        assertEquals(new TreeSet<>(known), missed(command));
    }

    /** The ids that miss their target; every other complaint is a failure. */
    private Set<String> missed(String... command) {
        TestConsole console = new TestConsole(workspace);

        int status = console.run(command);

        TreeSet<String> missed = new TreeSet<>();
        console.err().lines().forEach(line -> {
            assertTrue(line.contains("the target is"), line);
            missed.add(line.split(" ")[1]);
        });
        assertEquals(missed.isEmpty() ? 0 : 1, status, console::err);
        return missed;
    }

    @Test
    @DisplayName("C-402: prose full of error words keeps every byte")
    void leavesProseAlone() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(0, console.run("eval", "--workload", "x15", "--check", "--json", "-"));

        assertTrue(console.out().contains("\"saved_percent\" : 0.0"), console.out());
        assertTrue(console.out().contains("\"id\" : \"X15\""), console.out());
        assertTrue(!console.out().contains("\"id\" : \"W01\""), console.out());
    }

    @Test
    void theSameSeedGivesTheSameFormsAndAnotherSeedOthers() {
        TestConsole console = new TestConsole(workspace);

        console.run("eval", "--workload", "X05", "--json", "-");
        String first = digest(console.out());
        console.run("eval", "--workload", "X05", "--json", "-");
        String again = digest(console.out());
        console.run("eval", "--workload", "X05", "--seed", "7", "--json", "-");
        String other = digest(console.out());

        assertEquals(first, again);
        assertTrue(!first.equals(other), first);
    }

    @Test
    void measuresTheTextsOfAFolder() throws IOException {
        Path folder = Files.createDirectory(workspace.resolve("texts & more"));
        Files.writeString(folder.resolve("run.log"), "2026-01-01 12:00:01 INFO request 17 took 5 ms\n".repeat(80));
        Files.write(folder.resolve("image.png"), new byte[] {(byte) 0xFF, (byte) 0xD8, 0});
        TestConsole console = new TestConsole(workspace).with("HEADROOM_EVAL_DIR", folder.toString());

        assertEquals(0, console.run("eval", "--workload", "run*", "--check"));

        assertTrue(console.out().contains("run.log"), console.out());
        assertTrue(!console.out().contains("image.png"), console.out());
    }

    @Test
    void anUnknownWorkloadIsAMistakeThatNamesTheKnownOnes() {
        TestConsole console = new TestConsole(workspace);

        assertEquals(2, console.run("eval", "--workload", "Q1"));

        assertTrue(console.err().contains("no workload is called Q1"), console.err());
        assertTrue(console.err().contains("W01"), console.err());
    }

    private static String digest(String json) {
        int at = json.indexOf("\"digest\"");
        return json.substring(at, json.indexOf('\n', at));
    }
}
