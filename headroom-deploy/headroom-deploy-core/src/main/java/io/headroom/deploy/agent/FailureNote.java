package io.headroom.deploy.agent;

import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why the agent of a profile gave up: {@code failure.json}.
 *
 * @param at when
 * @param reason why, in words that fit behind {@code Reason:}
 * @param cause whether the port was the cause
 * @param count how many starts in a row had failed
 * @param ownerPid the process on the port, if that was the cause and the system tells
 * @param ownerCommand its name; empty if unknown
 * @param boot which run of the machine; empty if the system does not tell
 */
public record FailureNote(
        Instant at, String reason, Cause cause, int count, OptionalLong ownerPid, String ownerCommand, String boot) {
    /** What kept the proxy from starting. */
    public enum Cause {
        /** The port is held by somebody else, which can pass by itself. */
        PORT,
        /** A setting, a folder, a missing program: it would fail again. */
        CONFIGURATION,
        /** It started and ended with a fault, several times. */
        CRASHES
    }

    /**
     * Reads the note.
     *
     * @param file the profile's {@code failure.json}
     * @return the note; empty if there is none or none that can be understood
     */
    public static Optional<FailureNote> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonValue.Object fields = JsonText.read(Files.readString(file, StandardCharsets.UTF_8));
            return Optional.of(new FailureNote(
                    Instant.parse(fields.text("at").orElse("")),
                    fields.text("reason").orElse(""),
                    cause(fields.text("cause").orElse("")),
                    fields.number("count").orElse(1L).intValue(),
                    fields.number("owner_pid").map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    fields.text("owner_command").orElse(""),
                    fields.text("boot").orElse("")));
        } catch (IOException | DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Cause cause(String key) {
        for (Cause cause : Cause.values()) {
            if (cause.name().toLowerCase(Locale.ROOT).equals(key)) {
                return cause;
            }
        }
        return Cause.CONFIGURATION;
    }

    /**
     * Writes the note, whole or not at all, for its owner alone.
     *
     * @param file the profile's {@code failure.json}
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        OwnerFile.write(file, JsonText.write(json()));
    }

    /**
     * The note as JSON.
     *
     * @return an object with the fields of the file
     */
    public JsonValue.Object json() {
        JsonValue.Object fields = JsonValue.EMPTY
                .with("at", JsonValue.of(at.toString()))
                .with("reason", JsonValue.of(reason))
                .with("cause", JsonValue.of(cause.name().toLowerCase(Locale.ROOT)))
                .with("count", JsonValue.of(count));
        if (ownerPid.isPresent()) {
            fields = fields.with("owner_pid", JsonValue.of(ownerPid.getAsLong()));
        }
        if (!ownerCommand.isEmpty()) {
            fields = fields.with("owner_command", JsonValue.of(ownerCommand));
        }
        return boot.isEmpty() ? fields : fields.with("boot", JsonValue.of(boot));
    }
}
