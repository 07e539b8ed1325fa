package io.headroom.deploy.host;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a command. Both outputs are read to their ends, since a full pipe would stop the program, and kept up to 1 MiB. A background
 * child that keeps a pipe open does not hold up the result: once the program has ended its outputs get a moment, no more.
 */
final class LocalCommand {
    private static final int CAP = 1 << 20;
    private static final int BUFFER = 8192;
    private static final long AFTER_END_MILLIS = 500;

    private final CommandLine command;
    private final Map<String, String> environment;

    LocalCommand(CommandLine command, Map<String, String> environment) {
        this.command = command;
        this.environment = environment;
    }

    CommandResult run() {
        ProcessBuilder builder = new ProcessBuilder(command.arguments());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().putAll(command.environment());
        Process process;
        try {
            process = builder.start();
        } catch (IOException | RuntimeException notStarted) {
            return new CommandResult(
                    CommandResult.Outcome.NOT_STARTED, -1, "", String.valueOf(notStarted.getMessage()));
        }
        Reader output = Reader.of(process.getInputStream(), "headroom-command-out");
        Reader error = Reader.of(process.getErrorStream(), "headroom-command-err");
        try {
            feed(process);
            boolean ended = process.waitFor(command.limit().toNanos(), TimeUnit.NANOSECONDS);
            if (!ended) {
                end(process);
            }
            return new CommandResult(
                    ended ? CommandResult.Outcome.EXITED : CommandResult.Outcome.TIMED_OUT,
                    ended ? process.exitValue() : -1,
                    output.text(),
                    error.text());
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            return new CommandResult(CommandResult.Outcome.TIMED_OUT, -1, "", "");
        }
    }

    private void feed(Process process) {
        Thread writer = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(command.input().getBytes(StandardCharsets.UTF_8));
                    } catch (IOException ended) {
                        // A program need not read what it is given; its exit code tells the rest.
                        System.getLogger("io.headroom.deploy")
                                .log(System.Logger.Level.DEBUG, "a command did not read its input", ended);
                    }
                },
                "headroom-command-in");
        writer.setDaemon(true);
        writer.start();
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Reads a stream to its end in a thread of its own. */
    private static final class Reader {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread thread;

        private Reader(InputStream stream, String name) {
            thread = new Thread(() -> read(stream), name);
            thread.setDaemon(true);
        }

        static Reader of(InputStream stream, String name) {
            Reader reader = new Reader(stream, name);
            reader.thread.start();
            return reader;
        }

        private void read(InputStream stream) {
            byte[] buffer = new byte[BUFFER];
            try (stream) {
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    synchronized (kept) {
                        kept.write(buffer, 0, Math.min(n, CAP - kept.size()));
                    }
                }
            } catch (IOException closed) {
                System.getLogger("io.headroom.deploy")
                        .log(System.Logger.Level.DEBUG, "the output of a command ended early", closed);
            }
        }

        String text() throws InterruptedException {
            thread.join(AFTER_END_MILLIS);
            synchronized (kept) {
                return kept.toString(StandardCharsets.UTF_8);
            }
        }
    }
}
