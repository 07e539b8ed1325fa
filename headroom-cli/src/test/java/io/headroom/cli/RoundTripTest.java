package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compress and decode give back what went in. Outputs of real tools are used where the folder of fixtures lies beside the project. */
@Tag("C-1303")
class RoundTripTest {
    @TempDir
    private Path workspace;

    @TestFactory
    Stream<DynamicTest> outputsOfRealToolsComeBack() throws IOException {
        Path folder = fixtures();
        if (folder == null) {
            System.out.println("Skipped: there is no folder shared/fixtures beside the project.");
            return Stream.empty();
        }
        return Stream.of(
                        "test-pytest.txt",
                        "log-mvn-verify.txt",
                        "grep-todo.txt",
                        "json-issues-min.json",
                        "diff-show.patch")
                .map(folder.resolve("tool-output")::resolve)
                .filter(Files::isRegularFile)
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> assertComesBack(Files.readAllBytes(file))));
    }

    @TestFactory
    Stream<DynamicTest> recordedRequestsComeBackAsTheSameData() throws IOException {
        Path folder = Distribution.target()
                .resolve("../../headroom-proxy/src/test/resources/requests")
                .normalize();
        List<Path> recordings;
        try (Stream<Path> files = Files.list(folder)) {
            recordings = files.sorted().toList();
        }
        assertTrue(recordings.size() > 3, folder.toString());
        return recordings.stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> assertBodyComesBack(body(Files.readString(file)))));
    }

    private void assertBodyComesBack(String body) {
        TestConsole console = new TestConsole(workspace);
        assertEquals(0, console.input(body).run("compress", "--as", "request"), console.err());
        String smaller = console.out();

        int decoded = console.input(smaller).run("decode");

        // Where a text of the recording could not shrink there is no form, which decode tells by its exit code.
        assertEquals(smaller.equals(body) ? 65 : 0, decoded, console.err());
        assertTrue(SameJson.same(body, console.out()), console.out());
    }

    /** The body that a recording holds as its last member. */
    private static String body(String recording) {
        String member = ",\"body\":";
        int start = recording.indexOf(member) + member.length();
        return recording.substring(start, recording.lastIndexOf('}'));
    }

    private void assertComesBack(byte[] text) {
        TestConsole console = new TestConsole(workspace);
        assertEquals(0, console.input(text).run("compress", "--json"), console.err());
        boolean data = console.out().contains("\"fidelity\" : \"data\"");
        assertEquals(0, console.input(text).run("compress"), console.err());
        byte[] form = console.bytes();

        int decoded = console.input(form).run("decode");

        assertTrue(form.length <= text.length);
        assertTrue(List.of(0, 65).contains(decoded), console.err());
        if (data) {
            String minified = new String(text, StandardCharsets.UTF_8).replaceAll("\\s", "");
            assertEquals(minified, console.out().replaceAll("\\s", ""));
        } else {
            assertArrayEquals(text, console.bytes());
        }
    }

    private static Path fixtures() {
        for (Path folder = Distribution.target().toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path fixtures = folder.resolveSibling("shared").resolve("fixtures");
            if (Files.isDirectory(fixtures)) {
                return fixtures;
            }
        }
        return null;
    }
}
