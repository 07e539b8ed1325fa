package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.proxy.ProxyWords;
import io.headroom.deploy.Parts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The proxy's command line as this distribution knows it. */
final class LocalProxy implements Parts.ProxyProgram {
    private static final long END_SECONDS = 15;

    private final Console console;

    LocalProxy(Console console) {
        this.console = console;
    }

    @Override
    public List<String> faults(List<String> arguments, Map<String, String> environment) {
        return new ProxyWords(new Console(console.in(), console.out(), console.err(), environment, false), arguments)
                .faults();
    }

    @Override
    public Parts.Trial start(List<String> command, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile("headroom-trial", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Running(builder.start(), errors);
        } catch (IOException notStarted) {
            Files.deleteIfExists(errors);
            throw notStarted;
        }
    }

    @Override
    public Parts.Attached attach(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(console.environment());
        return new AttachedProcess(builder.start(), console);
    }

    private static final class Running implements Parts.Trial {
        private final Process process;
        private final Path errors;

        Running(Process process, Path errors) {
            this.process = process;
            this.errors = errors;
        }

        @Override
        public boolean running() {
            return process.isAlive();
        }

        @Override
        public String said() {
            try {
                List<String> lines = Files.readAllLines(errors, StandardCharsets.UTF_8);
                return String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
            } catch (IOException unreadable) {
                return "";
            }
        }

        @Override
        public void close() {
            process.destroy();
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                Files.deleteIfExists(errors);
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            } catch (IOException kept) {
                errors.toFile().deleteOnExit();
            }
        }
    }
}
