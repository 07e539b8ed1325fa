package io.headroom.deploy.agent;

import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * The starts of a proxy that have come to nothing so far: {@code starts.json}. A start stays in it until it was proven for a while or ended
 * as wanted, so that even one that was killed counts. Five in ten minutes are enough.
 */
public final class StartLog {
    /** After so many failed starts in a row the agent gives up. */
    public static final int LIMIT = 5;

    /** Starts that are further apart are not in a row. */
    public static final Duration WINDOW = Duration.ofMinutes(10);

    /** After so long a start counts as good. */
    public static final Duration GOOD = Duration.ofSeconds(60);

    private final Path file;

    /**
     * The log of a profile.
     *
     * @param file the profile's {@code starts.json}
     */
    public StartLog(Path file) {
        this.file = file;
    }

    /**
     * How many starts in a row have come to nothing.
     *
     * @param now the time
     * @return their number within the window
     */
    public int failed(Instant now) {
        return recent(now).size();
    }

    /**
     * Counts a start.
     *
     * @param now the time
     * @throws IOException if it cannot be written
     */
    public void begin(Instant now) throws IOException {
        List<Instant> starts = new ArrayList<>(recent(now));
        starts.add(now);
        JsonValue.Object document = JsonValue.EMPTY.with(
                "starts", JsonValue.of(starts.stream().map(Instant::toString).toList()));
        OwnerFile.write(file, JsonText.write(document));
    }

    /**
     * Forgets all starts: one was good, or the user starts anew.
     *
     * @throws IOException if it cannot be written
     */
    public void clear() throws IOException {
        Files.deleteIfExists(file);
    }

    private List<Instant> recent(Instant now) {
        List<Instant> starts = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            return starts;
        }
        try {
            for (String at : JsonText.read(Files.readString(file, StandardCharsets.UTF_8))
                    .texts("starts")) {
                Instant start = Instant.parse(at);
                if (!start.isAfter(now) && start.plus(WINDOW).isAfter(now)) {
                    starts.add(start);
                }
            }
        } catch (IOException | DateTimeParseException damaged) {
            // What cannot be read is a log without starts: the count begins anew.
            starts.clear();
        }
        return starts;
    }
}
