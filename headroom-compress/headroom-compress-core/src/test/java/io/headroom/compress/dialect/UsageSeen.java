package io.headroom.compress.dialect;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.UsageSink;
import io.headroom.compress.message.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The last figure of each kind that a dialect reads from an answer. */
final class UsageSeen implements UsageSink {
    private final Map<String, Long> figures = new TreeMap<>();

    /** From a body, or from the data of one event. */
    static Map<String, Long> in(Dialect dialect, String... answers) {
        UsageSeen seen = new UsageSeen();
        for (String answer : answers) {
            new JsonReader().read(answer.getBytes(StandardCharsets.UTF_8), cursor -> dialect.usage(cursor, seen));
        }
        return seen.figures;
    }

    /** From a stream of events or a body among the resources of this package. */
    static Map<String, Long> inResource(Dialect dialect, String name) {
        return in(dialect, documents(resource(name)));
    }

    /** The JSON documents of a stream of events, of a list of frames, or the one that the text is. */
    static String[] documents(String text) {
        String[] events = text.lines()
                .filter(line -> line.startsWith("data: {"))
                .map(line -> line.substring("data: ".length()))
                .toArray(String[]::new);
        if (events.length > 0) {
            return events;
        }
        return text.startsWith("{") ? text.lines().toArray(String[]::new) : new String[] {text};
    }

    private static String resource(String name) {
        try (InputStream in = UsageSeen.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void freshInput(long tokens) {
        figures.put("fresh", tokens);
    }

    @Override
    public void cacheRead(long tokens) {
        figures.put("read", tokens);
    }

    @Override
    public void cacheWrite(long tokens) {
        figures.put("write", tokens);
    }

    @Override
    public void output(long tokens) {
        figures.put("output", tokens);
    }
}
