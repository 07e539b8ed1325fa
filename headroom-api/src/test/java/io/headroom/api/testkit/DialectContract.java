package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.dialect.Dialect;
import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.api.dialect.OwnError;
import io.headroom.api.dialect.TextSpan;
import io.headroom.api.dialect.UsageSink;
import io.headroom.workload.probe.JsonTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Dialect} must keep: it finds exactly the eligible texts with their places, survives any JSON document, and writes
 * errors that its clients can read.
 */
@Tag("PX-503")
public abstract class DialectContract {
    private static final String[] OTHERS = {
        "null", "1", "-2.5e3", "true", "\"x\"", "[]", "{}", "[[{}]]", "{\"type\":[]}"
    };

    /**
     * The dialect under test.
     *
     * @return a new instance, or always the same
     */
    protected abstract Dialect dialect();

    /**
     * Requests with what is eligible in them; together they have every place where an eligible text may stand, and the places where one
     * might be sought in vain.
     *
     * @return at least one
     */
    protected abstract List<Example> examples();

    /**
     * Answers that report usage: whole bodies, or the data of single events.
     *
     * @return at least one
     */
    protected abstract List<String> answers();

    /**
     * A request and what is eligible in it.
     *
     * @param method the method
     * @param path the raw path
     * @param body the body
     * @param eligible the decoded eligible texts, in the order of the body
     */
    public record Example(String method, String path, String body, List<String> eligible) {
        /** Copies the list. */
        public Example {
            eligible = List.copyOf(eligible);
        }
    }

    /** Ids stand in settings. */
    @Test
    @DisplayName("id and upstream have the form that settings need")
    final void idHasTheFormThatSettingsNeed() {
        assertTrue(dialect().id().matches("[a-z0-9.-]{1,64}"), dialect().id());
        assertTrue(dialect().upstream().matches("[a-z0-9.-]{1,64}"), dialect().upstream());
    }

    /** Only model calls. */
    @Test
    @DisplayName("accepts the examples, and neither other methods nor other paths")
    final void acceptsModelCallsAlone() {
        for (Example example : examples()) {
            assertTrue(dialect().accepts(example.method(), example.path()), example.path());
            assertFalse(dialect().accepts("GET", example.path()), () -> "GET " + example.path());
            assertFalse(dialect().accepts("OPTIONS", example.path()), () -> "OPTIONS " + example.path());
            assertFalse(dialect().accepts(example.method(), example.path() + "x"), () -> example.path() + "x");
        }
        for (String path : List.of("", "/", "/health", "/v1/models", "/v1", "//", "/%2e%2e/", "*")) {
            assertFalse(dialect().accepts("POST", path), path);
        }
    }

    /** Nothing more and nothing less. */
    @Test
    @DisplayName("PX-503: finds exactly the eligible texts, each at its place in the bytes")
    final void findsExactlyTheEligibleTexts() {
        for (Example example : examples()) {
            RequestRecorder found = scan(example.body());
            List<TextSpan> spans = new ArrayList<>(found.texts());
            spans.sort(Comparator.comparingInt(TextSpan::start));

            assertEquals(example.eligible(), spans.stream().map(TextSpan::text).toList());
            checkPlaces(example.body().getBytes(StandardCharsets.UTF_8), spans);
            assertTrue(found.facts().stream().anyMatch(fact -> fact.startsWith("model "))
                    || !example.body().contains("\"model\""));
            assertEquals(found.facts(), scan(example.body()).facts(), "two scans differ");
        }
    }

    /** P1: whatever clients send. */
    @Test
    @DisplayName("P1: any value may be of any type, and any document a scan or an answer")
    final void survivesAnyJson() {
        for (Example example : examples()) {
            for (String body : variants(example.body())) {
                assertDoesNotThrow(() -> scan(body), () -> "scan of " + body);
            }
        }
        for (String answer : answers()) {
            for (String body : variants(answer)) {
                assertDoesNotThrow(() -> usage(new DocumentCursor(body)), () -> "usage of " + body);
            }
        }
    }

    /** The engine alone decides what to do about a fault. */
    @Test
    @DisplayName("a fault of the document passes through")
    final void letsFaultsPass() {
        for (Example example : examples()) {
            DocumentCursor whole = new DocumentCursor(example.body());
            dialect().scan(whole, new RequestRecorder());
            for (int reads = 0; reads < whole.reads(); reads++) {
                DocumentCursor broken = DocumentCursor.failingAfter(example.body(), reads);
                assertThrows(
                        MalformedJsonException.class, () -> dialect().scan(broken, new RequestRecorder()), "swallowed");
            }
        }
    }

    /** P10 begins with the provider's figures. */
    @Test
    @DisplayName("PX-1002: the answers report usage")
    final void readsUsage() {
        assertFalse(answers().isEmpty(), "answers() names none");
        for (String answer : answers()) {
            assertTrue(usage(new DocumentCursor(answer)) > 0, () -> "no figures in " + answer);
        }
    }

    /** Clients parse errors. */
    @Test
    @DisplayName("an error of each kind is a JSON document with the message")
    final void writesErrorsAsJson() {
        String message = "Headroom: \"quoted\" \\ and \u2028 and \uD83D\uDE00\nsecond line; run: headroom doctor";
        for (OwnError.Kind kind : OwnError.Kind.values()) {
            String document = dialect().error(new OwnError(kind, message, "req-1"));

            List<String> tokens =
                    JsonTokens.of(document).orElseThrow(() -> new AssertionError(kind + " is no JSON: " + document));
            assertTrue(
                    tokens.stream().anyMatch(token -> token.contains(message)),
                    () -> kind + ": no message in " + document);
        }
    }

    private RequestRecorder scan(String body) {
        RequestRecorder recorder = new RequestRecorder();
        dialect().scan(new DocumentCursor(body), recorder);
        return recorder;
    }

    private int usage(DocumentCursor answer) {
        int[] figures = new int[1];
        dialect().usage(answer, new UsageSink() {
            @Override
            public void freshInput(long tokens) {
                figures[0]++;
            }

            @Override
            public void cacheRead(long tokens) {
                figures[0]++;
            }

            @Override
            public void cacheWrite(long tokens) {
                figures[0]++;
            }

            @Override
            public void output(long tokens) {
                figures[0]++;
            }
        });
        return figures[0];
    }

    private static void checkPlaces(byte[] body, List<TextSpan> spans) {
        int end = 0;
        for (TextSpan span : spans) {
            assertTrue(span.start() >= end && span.end() <= body.length, () -> "overlap at " + span.start());
            String raw = new String(Arrays.copyOfRange(body, span.start(), span.end()), StandardCharsets.UTF_8);
            assertEquals(List.of("\"" + span.text()), JsonTokens.of(raw).orElse(List.of()), "another place");
            end = span.end();
        }
    }

    /** The document with each of its values replaced by values of other types, and those values alone. */
    private static List<String> variants(String document) {
        List<String> tokens = JsonTokens.of(document).orElseThrow();
        List<String> variants = new ArrayList<>(List.of(OTHERS));
        for (int i = 0; i < tokens.size(); i++) {
            boolean value = !Set.of(",", ":", "]", "}").contains(tokens.get(i))
                    && (i + 1 == tokens.size() || !tokens.get(i + 1).equals(":"));
            if (value) {
                int end = end(tokens, i);
                for (String other : OTHERS) {
                    variants.add(write(tokens.subList(0, i)) + other + write(tokens.subList(end, tokens.size())));
                }
            }
        }
        return variants;
    }

    private static int end(List<String> tokens, int start) {
        int depth = 0;
        int i = start;
        do {
            String token = tokens.get(i++);
            depth += token.equals("[") || token.equals("{") ? 1 : token.equals("]") || token.equals("}") ? -1 : 0;
        } while (depth > 0);
        return i;
    }

    private static String write(List<String> tokens) {
        StringBuilder out = new StringBuilder();
        for (String token : tokens) {
            out.append(token.startsWith("\"") ? quoted(token.substring(1)) : token);
        }
        return out.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            out.append(c == '"' || c == '\\' || c < ' ' ? "\\u" + String.format(Locale.ROOT, "%04x", (int) c) : c);
        }
        return out.append('"').toString();
    }
}
