package io.headroom.proxy.promise;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The string values in which two JSON documents differ. Everything between and around them, white space and the spelling of other values
 * included, has to be the same bytes: the comparison knows nothing of how the documents were made.
 */
final class JsonDifference {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonDifference() {}

    /**
     * A string value that was replaced.
     *
     * @param path the names of the members around it, array positions left out, such as {@code /messages/content/content}
     * @param before the text in the first document
     * @param after the text in the second document
     */
    record Replaced(String path, String before, String after) {}

    /** A string value and its place. */
    private record Value(String path, int start, int end, String text) {}

    /** Compares two documents; throws {@link AssertionError} if anything but string values differs. */
    static List<Replaced> between(byte[] before, byte[] after) {
        List<Value> first = strings(before);
        List<Value> second = strings(after);
        if (first.size() != second.size()) {
            throw new AssertionError(first.size() + " strings became " + second.size());
        }
        List<Replaced> replaced = new ArrayList<>();
        int a = 0;
        int b = 0;
        for (int i = 0; i < first.size(); i++) {
            Value old = first.get(i);
            Value now = second.get(i);
            same(before, a, old.start(), after, b, now.start());
            if (!Arrays.equals(before, old.start(), old.end(), after, now.start(), now.end())) {
                replaced.add(new Replaced(old.path(), old.text(), now.text()));
            }
            a = old.end();
            b = now.end();
        }
        same(before, a, before.length, after, b, after.length);
        return replaced;
    }

    private static void same(byte[] before, int from, int to, byte[] after, int start, int end) {
        if (!Arrays.equals(before, from, to, after, start, end)) {
            throw new AssertionError("bytes " + from + "-" + to + " are no longer what they were");
        }
    }

    private static List<Value> strings(byte[] document) {
        List<Value> values = new ArrayList<>();
        Deque<String> names = new ArrayDeque<>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), document)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT, START_ARRAY -> names.addLast(nameOf(parser));
                    case END_OBJECT, END_ARRAY -> names.removeLast();
                    case VALUE_STRING -> {
                        int start = (int) parser.currentTokenLocation().getByteOffset();
                        String text = parser.getString();
                        int end = (int) parser.currentLocation().getByteOffset();
                        String path = String.join("", names) + nameIn(parser);
                        values.add(new Value(path, start, end, text));
                    }
                    default -> {
                        // Numbers, names and literals are compared as bytes.
                    }
                }
            }
        }
        return values;
    }

    /** The name under which the object or array that just began stands. */
    private static String nameOf(JsonParser parser) {
        var around = parser.streamReadContext().getParent();
        return around != null && around.inObject() ? "/" + around.currentName() : "";
    }

    private static String nameIn(JsonParser parser) {
        return parser.streamReadContext().inObject() ? "/" + parser.currentName() : "";
    }
}
