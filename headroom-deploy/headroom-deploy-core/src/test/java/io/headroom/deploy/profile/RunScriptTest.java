package io.headroom.deploy.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.host.OperatingSystem;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.profile.RunScript.GivingUp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunScriptTest {
    @TempDir
    private Path root;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName("D-702: any path and value survive the shell, and the launcher gets profile and workspace alone")
    void startsTheLauncherWhateverThePathsAre() throws Exception {
        Path odd = Files.createDirectories(root.resolve("it's \"R&D\" $HOME `id` \\n %h"));
        ProfileFolder folder = folder(odd);
        Path program = program(
                odd.resolve("headroom"),
                "#!/bin/sh\nprintf '%s\\n' \"$@\" \"$JAVA_HOME\" \"$HEADROOM_JAVA_OPTS\"; umask\n");
        program(Files.createDirectories(odd.resolve("jdk/bin")).resolve("java"), "");

        Ended ended = run(folder, program, odd.resolve("jdk"), GivingUp.EXIT_78);

        assertEquals(0, ended.code());
        assertEquals(
                List.of(
                        "install",
                        "agent",
                        "run",
                        "--profile",
                        "p",
                        "--workspace",
                        odd.toString(),
                        odd.resolve("jdk").toString(),
                        "-Xmx64m -Da=$b",
                        "0077"),
                ended.lines());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    @DisplayName(
            "D-702: a launcher or runtime that is gone: failure.json, and 78, or 0 for a supervisor that knows no 78")
    void saysThatTheLauncherIsGone() throws Exception {
        ProfileFolder folder = folder(root);
        Files.createFile(folder.wired());

        assertEquals(
                78, run(folder, root.resolve("gone"), root, GivingUp.EXIT_78).code());

        FailureNote note = FailureNote.read(folder.failure()).orElseThrow();
        assertTrue(note.reason().contains("headroom install apply"), note.reason());
        assertFalse(Files.exists(folder.wired()), "tools go to their providers");
        assertEquals(
                0,
                run(folder, root.resolve("gone"), root, GivingUp.of("launchd")).code());
        Path program = program(root.resolve("headroom"), "#!/bin/sh\n");
        assertEquals(
                78,
                run(folder, program, root.resolve("no-jdk"), GivingUp.EXIT_78).code());
    }

    @Test
    @DisplayName("D-702: on Windows an argument file in the JVM's own quoting")
    void writesAnArgumentFile() {
        ProfileFolder folder = folder(root);
        Launcher launcher =
                new Launcher(root.resolve("Head room").resolve("bin").resolve("headroom.cmd"), root, "1", List.of());
        RunScript script = new RunScript(folder, launcher, Map.of("HEADROOM_JAVA_OPTS", "-Xmx64m"), GivingUp.EXIT_0);

        String text = new String(script.run(OperatingSystem.WINDOWS).bytes(), StandardCharsets.UTF_8);

        String lib = root.resolve("Head room").resolve("lib").toString().replace("\\", "\\\\");
        assertTrue(
                text.contains("\"-p\"\r\n\"" + lib + "\"\r\n\"-m\"\r\n\"io.headroom.cli\"\r\n\"install\"\r\n"), text);
        assertTrue(text.contains("\"-Xmx64m\"\r\n"), text);
        assertTrue(script.runCommand(OperatingSystem.WINDOWS).get(1).endsWith("run.args"));
    }

    private record Ended(int code, List<String> lines) {}

    private static ProfileFolder folder(Path workspace) {
        ProfileFolder folder = new ProfileFolder(workspace, new ProfileName("p"));
        try {
            Files.createDirectories(folder.directory());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return folder;
    }

    private static Path program(Path file, String text) throws IOException {
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private Ended run(ProfileFolder folder, Path program, Path java, GivingUp end) throws Exception {
        RunScript script = new RunScript(
                folder,
                new Launcher(program, java, "1", List.of()),
                Map.of("HEADROOM_JAVA_OPTS", "-Xmx64m -Da=$b"),
                end);
        Path file = folder.run(OperatingSystem.LINUX);
        Files.write(file, script.run(OperatingSystem.LINUX).bytes());
        Path out = root.resolve("out");
        Process process = new ProcessBuilder(script.runCommand(OperatingSystem.LINUX))
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        return new Ended(process.exitValue(), Files.readAllLines(out));
    }
}
