package io.headroom.api.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Programs for the front of the search path that keep state between calls: small bash scripts, which cost a few milliseconds a call, and
 * one process behind them. Needs {@code /bin/bash}. Closing ends the process.
 */
public final class FakeProgram implements AutoCloseable {
    private static final long START_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Path folder;
    private final Process process;

    private FakeProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /**
     * Starts the process and writes the scripts.
     *
     * @param main the class whose {@code main} calls {@link ProgramServer#serve}; it may use its own jar and this one
     * @param folder an existing folder of its own, the first argument of {@code main}
     * @param arguments the other arguments of {@code main}
     * @param names the scripts
     * @return the running programs
     */
    public static FakeProgram start(Class<?> main, Path folder, List<String> arguments, String... names) {
        try {
            Files.createDirectories(folder.resolve("bin"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx64m",
                    "-Dfile.encoding=UTF-8",
                    "-cp",
                    place(main) + System.getProperty("path.separator") + place(FakeProgram.class),
                    main.getName(),
                    folder.toString()));
            command.addAll(arguments);
            Process process = new ProcessBuilder(command)
                    .redirectOutput(folder.resolve("server.log").toFile())
                    .redirectError(folder.resolve("server.err").toFile())
                    .start();
            FakeProgram program = new FakeProgram(folder, process);
            program.awaitPort();
            for (String name : names) {
                program.write(name);
            }
            return program;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot start the stand-in " + main.getName(), e);
        }
    }

    /** The folder or jar that has a class; for a class that is patched into a module not what its code source says. */
    private static Path place(Class<?> type) throws URISyntaxException {
        String file = type.getName().replace('.', '/') + ".class";
        String resource = type.getResource("/" + file).toString();
        String place = resource.substring(0, resource.length() - file.length());
        return Path.of(new URI(place.replaceFirst("^jar:", "").replaceFirst("!/$", "")));
    }

    private void awaitPort() throws IOException {
        long begin = System.nanoTime();
        while (Files.notExists(folder.resolve(ProgramServer.PORT_FILE))) {
            if (!process.isAlive() || System.nanoTime() - begin > START_LIMIT_NANOS) {
                process.destroyForcibly();
                throw new IOException("it did not start: " + Files.readString(folder.resolve("server.err")));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void write(String name) throws IOException {
        Path script = bin().resolve(name);
        Files.writeString(script, """
                #!/bin/bash
                # Asks the process behind this stand-in; see ProgramServer for what is said.
                exec 3<>"/dev/tcp/127.0.0.1/$(<'@FOLDER@/port')" || exit 70
                printf '%s\\0' "$(($# + 1))" "$0" "$@" >&3
                IFS= read -r code <&3
                while IFS= read -r line <&3; do
                    case $line in
                        O*) printf '%s\\n' "${line#O}" ;;
                        *) printf '%s\\n' "${line#E}" >&2 ;;
                    esac
                done
                exit "${code:-70}"
                """.replace("@FOLDER@", folder.toString().replace("'", "'\\''")));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /**
     * Where the scripts are.
     *
     * @return a folder for the front of the search path
     */
    public Path bin() {
        return folder.resolve("bin");
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
