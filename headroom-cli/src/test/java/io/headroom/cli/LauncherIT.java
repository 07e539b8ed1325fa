package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.cli.Distribution.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script: where it finds itself and Java, and what it does with arguments. */
class LauncherIT {
    @TempDir
    private Path home;

    private Distribution distribution;

    @BeforeEach
    void findDistribution() {
        distribution = Distribution.built(home);
    }

    @Test
    void printsItsVersion() throws Exception {
        Result result = distribution.run("--version");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().matches("headroom \\S+\\R"), result.toString());
        assertEquals("", result.err());
    }

    @Test
    @DisplayName("PV-506: for bash and zsh the script of the examples is printed")
    void printsTheShellIntegration() throws Exception {
        Result result = distribution.run("shell-integration", "zsh");

        assertEquals(0, result.status(), result.toString());
        assertEquals(
                Files.readString(
                        distribution.root().resolve("examples/deployment/macos-launchagent/shell-integration.sh")),
                result.out());
    }

    @Test
    void leavesArgumentsAsTheyAre() throws Exception {
        Path file = Files.writeString(home.resolve("a b & 'c' \"d\" $HOME *.txt"), "a text");

        Result result = distribution.run("compress", file.toString());

        assertEquals(0, result.status(), result.toString());
        assertEquals("a text", result.out());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void worksFromAFolderWithSpacesAndAmpersandsThroughLinks() throws Exception {
        Distribution moved = distribution.copiedTo(home.resolve("my tools & more"));
        Path links = Files.createDirectory(home.resolve("links"));
        Path first = Files.createSymbolicLink(links.resolve("first"), moved.script());
        Path second = Files.createSymbolicLink(links.resolve("second"), Path.of("first"));
        assertTrue(Files.isSymbolicLink(first));

        Result result = moved.finish(moved.prepare(second, List.of("plugins")), new byte[0]);

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains(moved.root().resolve("plugins").toString()), result.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void findsJavaOnThePath() throws Exception {
        ProcessBuilder process = distribution.prepare(distribution.script(), List.of("--version"));
        process.environment().remove("JAVA_HOME");
        process.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, bin) -> bin + File.pathSeparator + path);

        assertEquals(0, distribution.finish(process, new byte[0]).status());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void saysWhatToDoWithoutJava() throws Exception {
        ProcessBuilder process = distribution.prepare(distribution.script(), List.of("--version"));
        process.environment().put("JAVA_HOME", home.resolve("nowhere").toString());

        Result result = distribution.finish(process, new byte[0]);

        assertEquals(1, result.status());
        assertTrue(result.err().contains("JAVA_HOME is " + home.resolve("nowhere")), result.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void refusesAnOldJava() throws Exception {
        Path old = home.resolve("java 11");
        Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder process = distribution.prepare(distribution.script(), List.of("--version"));
        process.environment().put("JAVA_HOME", old.toString());

        Result result = distribution.finish(process, new byte[0]);

        assertEquals(1, result.status());
        assertTrue(result.err().contains("11.0.2"), result.toString());
        assertTrue(result.err().contains("Java 17 or newer"), result.toString());
    }

    @Test
    void startsAsModulesWithoutAnyFlag() throws Exception {
        Result result = java("-p", "lib" + File.pathSeparator + "plugins", "-m", "io.headroom.cli", "plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("headroom-compress-text"), result.toString());
    }

    @Test
    void findsTheBundledPluginsWithLibAloneOnTheModulePath() throws Exception {
        Result result = java("-p", "lib", "-m", "io.headroom.cli", "plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("headroom-compress-text"), result.toString());
        assertFalse(result.out().contains("skipped"), result.toString());
    }

    @Test
    @Tag("PX-1501")
    void aBrokenBundledPluginIsNamedAndSkipped() throws Exception {
        Distribution own = distribution.copiedTo(home.resolve("own"));
        ExamplePlugin.privately(
                Files.writeString(own.root().resolve("plugins").resolve("broken.jar"), "this is no jar"));

        Result result = own.run("plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(
                result.out().contains("skipped broken.jar: broken.jar is not a jar that can be read"),
                result.toString());
        assertTrue(result.out().contains("headroom-compress-text"), result.toString());
    }

    @Test
    void startsOnTheClassPath() throws Exception {
        String path = "lib" + File.separator + "*";

        Result result = java("-cp", path, "io.headroom.cli.Main", "plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("headroom-compress-text"), result.toString());
        assertFalse(result.out().contains("skipped"), result.toString());
    }

    @Test
    void aStaleClassDataArchiveIsIgnored() throws Exception {
        assertEquals(0, distribution.run("--version").status());
        Path cache = Files.createDirectories(home.resolve("cache"));
        Path fake = Files.writeString(cache.resolve("classes"), "no archive");

        ProcessBuilder process = distribution.prepare(distribution.script(), List.of("--version"));
        process.environment().put("HEADROOM_JAVA_OPTS", "-XX:SharedArchiveFile=" + fake);
        Result result = distribution.finish(process, new byte[0]);

        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().startsWith("headroom "), result.toString());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aRecordingThatWasCutOffIsNoArchive() throws Exception {
        Path cache = home.resolve("cache");
        assertEquals(0, distribution.run("mcp", "serve").status());
        Path recorded = only(cache);
        int size = (int) Files.size(recorded);
        Files.delete(recorded);
        Files.write(recorded, new byte[size]);

        assertEquals(0, distribution.run("mcp", "serve").status());

        assertFalse(Files.exists(recorded), "the broken recording is still there");
        assertTrue(only(cache).getFileName().toString().contains("."), "the broken recording was taken for an archive");
        Path finished = only(cache);
        assertEquals(0, distribution.run("mcp", "serve").status());
        String name = finished.getFileName().toString();
        assertEquals(cache.resolve(name.substring(0, name.lastIndexOf('.'))), only(cache));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName(
            "D-603: neither a run that only prints nor a supervised proxy writes an archive when it ends, and a process that is"
                    + " there to record ends at once where there is one")
    void onlyRunsThatAreWorthItRecordAnArchive() throws Exception {
        Path cache = home.resolve("cache");

        assertEquals(0, distribution.run("proxy", "--help").status());
        assertEquals(
                78,
                distribution
                        .run("install", "agent", "run", "--profile", "none", "--workspace", home.toString())
                        .status());
        assertFalse(Files.exists(cache), "something was recorded");

        assertEquals(0, recording("mcp", "serve").status());
        assertTrue(only(cache).getFileName().toString().contains("."), "nothing was recorded");
        Result again = recording("mcp", "serve");
        assertEquals("0", again.status() + again.out() + again.err());
        assertFalse(only(cache).getFileName().toString().contains("."), "what was recorded is not the archive");
    }

    private Result recording(String... arguments) throws Exception {
        ProcessBuilder process = distribution.prepare(distribution.script(), List.of(arguments));
        process.environment().put("HEADROOM_ARCHIVE", "record");
        return distribution.finish(process, new byte[0]);
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertEquals(1, all.size(), all.toString());
            return all.get(0);
        }
    }

    @Test
    void aCacheThatCannotBeWrittenDoesNotMatter() throws Exception {
        Path file = Files.writeString(home.resolve("cache"), "a file where a folder should be");

        Result result = distribution.run("plugins");

        assertEquals(0, result.status(), result.toString());
        assertTrue(Files.isRegularFile(file));
    }

    @Test
    void theArchivesHoldTheSameFiles() throws IOException {
        try (Stream<Path> files = Files.list(Distribution.target())) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).toList();
            assertTrue(names.stream().anyMatch(name -> name.matches("headroom-[^-]*\\.tar\\.gz")), names.toString());
            assertTrue(names.stream().anyMatch(name -> name.matches("headroom-[^-]*\\.zip")), names.toString());
        }
        for (String name : List.of("bin/headroom", "bin/headroom.cmd", "LICENSE", "README.md", "lib", "plugins")) {
            assertTrue(Files.exists(distribution.root().resolve(name)), name);
        }
        assertTrue(Files.isExecutable(distribution.script()));
    }

    private Result java(String... arguments) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder process = distribution.prepare(java, List.of(arguments));
        process.directory(distribution.root().toFile());
        return distribution.finish(process, new byte[0]);
    }
}
