package io.headroom.supervisor.launchd.fake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Starts real processes as launchd does: a session of their own, nothing of the caller's environment, the folder {@code /}, nothing to
 * read, output appended to files whose folders must exist.
 */
final class ProcessSpawner implements Spawner {
    private static final File NOTHING = new File("/dev/null");

    private final Path home;
    private final String user;

    ProcessSpawner(Path home, String user) {
        this.home = home;
        this.user = user;
    }

    @Override
    public Running spawn(JobPlist plist) {
        Path program = Path.of(plist.arguments().get(0));
        File folder = new File(plist.text("WorkingDirectory").orElse("/"));
        if (!Files.isExecutable(program) || !folder.isDirectory()) {
            return failed();
        }
        List<String> command = new ArrayList<>(List.of(
                "/usr/bin/setsid",
                "/bin/sh",
                "-c",
                "umask \"$1\"; shift; exec \"$@\"",
                "launchd",
                Integer.toOctalString(plist.number("Umask", 0022))));
        command.addAll(plist.arguments());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder)
                .redirectInput(NOTHING)
                .redirectOutput(log(plist, "StandardOutPath"))
                .redirectError(log(plist, "StandardErrorPath"));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        environment.put("HOME", home.toString());
        environment.put("USER", user);
        environment.put("LOGNAME", user);
        environment.put("SHELL", "/bin/zsh");
        environment.put("TMPDIR", System.getProperty("java.io.tmpdir"));
        environment.put("XPC_SERVICE_NAME", plist.label());
        plist.dictionary("EnvironmentVariables")
                .forEach((name, value) -> environment.put((String) name, (String) value));
        try {
            return new RealProcess(builder.start());
        } catch (IOException e) {
            return failed();
        }
    }

    private static ProcessBuilder.Redirect log(JobPlist plist, String key) {
        return ProcessBuilder.Redirect.appendTo(plist.text(key).map(File::new).orElse(NOTHING));
    }

    private static Running failed() {
        return new Running() {
            @Override
            public long pid() {
                return 0;
            }

            @Override
            public void terminate() {}

            @Override
            public void kill() {}

            @Override
            public OptionalInt exitCode() {
                return OptionalInt.of(EX_CONFIG);
            }
        };
    }

    private record RealProcess(Process process) implements Running {
        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void terminate() {
            process.destroy();
        }

        @Override
        public void kill() {
            try {
                // The group, which bears the number of its first process. Not "-KILL --", which dash takes for a number.
                new ProcessBuilder("/bin/sh", "-c", "kill -s KILL -- \"-$1\"", "kill", Long.toString(pid()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public OptionalInt exitCode() {
            return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
        }
    }
}
