package io.headroom.cli.wrap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal on standard input, whose modes a tool that was killed may leave behind changed. */
final class Terminal {
    private static final int PATIENCE_SECONDS = 2;

    private final boolean there;

    /** What {@link #save()} remembers. */
    interface Modes {
        /** Puts the terminal back as it was. */
        void restore();
    }

    /** A terminal, or none. */
    Terminal(boolean there) {
        this.there = there;
    }

    /** Remembers the modes; where there is no terminal, or no stty, restoring does nothing. */
    Modes save() {
        Optional<String> modes = there ? stty("-g") : Optional.empty();
        return () -> modes.ifPresent(Terminal::stty);
    }

    private static Optional<String> stty(String argument) {
        try {
            Process process = new ProcessBuilder("stty", argument)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.US_ASCII).strip();
                boolean done = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
                return done && !text.isEmpty() ? Optional.of(text) : Optional.empty();
            }
        } catch (IOException noStty) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
