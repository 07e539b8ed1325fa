package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Compress and decode as a user pipes them. Outputs of real tools are used where the folder of fixtures lies beside the project. */
@Tag("C-1303")
class RoundTripIT {
    @TempDir
    private Path home;

    @Test
    void aLogOfOurOwnComesBack() throws Exception {
        StringBuilder log = new StringBuilder();
        for (int line = 0; line < 300; line++) {
            log.append("2026-03-01T10:").append(10 + line / 60).append(':').append(10 + line % 50);
            log.append(" INFO  scheduler  job ").append(4000 + line).append(" of tenant 17 finished\n");
        }
        assertComesBack(log.toString().getBytes(StandardCharsets.UTF_8));
    }

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

    private void assertBodyComesBack(String body) throws IOException, InterruptedException {
        Distribution distribution = Distribution.built(home);
        Result smaller = distribution.pipe(body.getBytes(StandardCharsets.UTF_8), "compress", "--as", "request");
        assertEquals(0, smaller.status(), smaller.toString());

        Result decoded = distribution.pipe(smaller.bytes(), "decode");

        // Where a text of the recording could not shrink there is no form, which decode tells by its exit code.
        boolean shrunk = !smaller.out().equals(body);
        assertEquals(shrunk ? 0 : 65, decoded.status(), decoded.toString());
        assertTrue(SameJson.same(body, decoded.out()), decoded.out());
    }

    /** The body that a recording holds as its last member. */
    private static String body(String recording) {
        String member = ",\"body\":";
        int start = recording.indexOf(member) + member.length();
        return recording.substring(start, recording.lastIndexOf('}'));
    }

    private void assertComesBack(byte[] text) throws IOException, InterruptedException {
        Distribution distribution = Distribution.built(home);
        Result compressed = distribution.pipe(text, "compress", "--json");
        assertEquals(0, compressed.status(), compressed.toString());
        boolean data = compressed.out().contains("\"fidelity\" : \"data\"");

        Result form = distribution.pipe(text, "compress");
        Result decoded = distribution.pipe(form.bytes(), "decode");

        assertTrue(form.bytes().length <= text.length);
        assertTrue(List.of(0, 65).contains(decoded.status()), decoded.toString());
        if (data) {
            String minified = new String(text, StandardCharsets.UTF_8).replaceAll("\\s", "");
            assertEquals(minified, decoded.out().replaceAll("\\s", ""));
        } else {
            assertArrayEquals(text, decoded.bytes());
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
