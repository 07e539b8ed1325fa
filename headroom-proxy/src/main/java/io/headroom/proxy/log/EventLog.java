package io.headroom.proxy.log;

import io.headroom.proxy.ProxySettings;
import io.headroom.proxy.json.Json;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns events into lines: JSON, or text for people. Strings are cut and redacted here and nowhere else, so no event can carry a secret
 * into a file. Thread-safe.
 */
public final class EventLog implements AutoCloseable {
    private static final int LONGEST = 200;

    private final Optional<LogWriter> writer;
    private final Supplier<ProxySettings.Log> settings;
    private final Redactor redactor;
    private final InstantSource clock;

    /** Takes where to write; without a writer events go nowhere. Level and format are asked for with each event. */
    public EventLog(
            Optional<LogWriter> writer, Supplier<ProxySettings.Log> settings, Redactor redactor, InstantSource clock) {
        this.writer = writer;
        this.settings = settings;
        this.redactor = redactor;
        this.clock = clock;
    }

    /** Logs an event; its fields keep their order, and a null is left out. */
    public void log(System.Logger.Level level, String event, Map<String, ?> fields) {
        ProxySettings.Log asked = settings.get();
        if (writer.isPresent() && level.getSeverity() >= asked.level().getSeverity()) {
            Instant now = clock.instant();
            boolean asJson = asked.format() == ProxySettings.Log.Format.JSON;
            writer.get().write(() -> asJson ? json(now, level, event, fields) : text(now, level, event, fields));
        }
    }

    /** How many lines were lost. */
    public long lost() {
        return writer.map(LogWriter::lost).orElse(0L);
    }

    /** Why lines cannot be written at present. */
    public Optional<String> trouble() {
        return writer.flatMap(LogWriter::trouble);
    }

    @Override
    public void close() {
        writer.ifPresent(LogWriter::close);
    }

    private String json(Instant now, System.Logger.Level level, String event, Map<String, ?> fields) {
        return Json.object(json -> {
            json.writeStringProperty("ts", now.toString());
            json.writeStringProperty("level", level.getName());
            json.writeStringProperty("event", event);
            fields.forEach((name, value) -> {
                if (value instanceof Long number) {
                    json.writeNumberProperty(name, number);
                } else if (value instanceof Integer number) {
                    json.writeNumberProperty(name, number);
                } else if (value instanceof Double number) {
                    json.writeNumberProperty(name, number);
                } else if (value instanceof Boolean flag) {
                    json.writeBooleanProperty(name, flag);
                } else if (value != null) {
                    json.writeStringProperty(name, clean(name, value));
                }
            });
        });
    }

    private String text(Instant now, System.Logger.Level level, String event, Map<String, ?> fields) {
        StringBuilder line = new StringBuilder(128);
        line.append(now).append(' ').append(level.getName()).append(' ').append(event);
        fields.forEach((name, value) -> {
            if (value != null) {
                String shown = clean(name, value).replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
                line.append(' ').append(name).append('=');
                line.append(shown.indexOf(' ') < 0 ? shown : "\"" + shown.replace('"', '\'') + "\"");
            }
        });
        return line.toString();
    }

    private String clean(String name, Object value) {
        String text = redactor.field(name, String.valueOf(value));
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
