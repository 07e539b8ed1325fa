package io.headroom.compress.retrieve;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds values in JSON texts by their character offsets: streaming passes, no tree. Not thread-safe.
 */
final class JsonSource {
    private static final int DEEPEST = 2_000;

    private final JsonFactory factory = JsonFactory.builder()
            // Interned names would be shared by the whole JVM.
            .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNestingDepth(DEEPEST)
                    .build())
            .build();

    /** What a text is as a whole: one value, or at least two that begin in lines of their own. Empty if it is no JSON. */
    Optional<JsonPlace> root(String text) {
        int from = text.startsWith("\uFEFF") ? 1 : 0;
        try (Pass pass = new Pass(text, from, text.length())) {
            JsonPlace first = null;
            JsonPlace last = null;
            for (JsonPlace value = pass.value(); value != null; value = pass.value()) {
                if (last != null && !text.substring(last.end(), value.start()).contains("\n")) {
                    return Optional.empty();
                }
                first = first == null ? value : first;
                last = value;
            }
            if (first == null || first.end() == last.end()) {
                return Optional.ofNullable(first);
            }
            return Optional.of(new JsonPlace(text, first.start(), last.end(), JsonPlace.Kind.LINES));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What a value holds; nothing if it is a string, a number or a literal. */
    JsonChildren children(JsonPlace holder) {
        JsonChildren children = new JsonChildren(holder);
        if (!holder.holdsUnits()) {
            return children;
        }
        try (Pass pass = new Pass(holder.text(), holder.start(), holder.end())) {
            if (holder.kind() != JsonPlace.Kind.LINES) {
                pass.enter();
            }
            for (JsonPlace child = pass.value(); child != null; child = pass.value()) {
                pass.tell(child, children);
            }
        }
        return children;
    }

    /** What a text holds that is one array or one object, found in one pass; empty if it is anything else. */
    Optional<Landmarks.Rows> single(String text, int every) {
        Marks.Collector marks = new Marks.Collector(every);
        try (Pass pass = new Pass(text, text.startsWith("\uFEFF") ? 1 : 0, text.length())) {
            Optional<JsonPlace.Kind> kind = pass.open();
            if (kind.isEmpty()) {
                return Optional.empty();
            }
            for (JsonPlace child = pass.value(); child != null; child = pass.value()) {
                marks.unit(pass.unitStart(child), child.end());
            }
            return pass.isOver() ? Optional.of(new Landmarks.Rows(kind.get(), marks.marks())) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** Where some of what an array, an object or JSON Lines hold begins. */
    Marks marks(JsonPlace holder, int every) {
        Marks.Collector marks = new Marks.Collector(every);
        try (Pass pass = new Pass(holder.text(), holder.start(), holder.end())) {
            if (holder.kind() != JsonPlace.Kind.LINES) {
                pass.enter();
            }
            for (JsonPlace child = pass.value(); child != null; child = pass.value()) {
                marks.unit(pass.unitStart(child), child.end());
            }
        }
        return marks.marks();
    }

    /**
     * The units of a stretch of what an array, an object or JSON Lines hold, from the first character of one up to that of another, or to
     * the last character of the last. Empty if there are not exactly so many.
     */
    Optional<UnitList> stretch(String text, JsonPlace.Kind kind, int count) {
        String open = kind == JsonPlace.Kind.ARRAY ? "[" : kind == JsonPlace.Kind.OBJECT ? "{" : "";
        String whole = open + text;
        UnitList units = new UnitList();
        int end = 0;
        try (Pass pass = new Pass(whole, 0, whole.length())) {
            if (!open.isEmpty()) {
                pass.enter();
            }
            for (int i = 0; i < count; i++) {
                JsonPlace value = pass.value();
                if (value == null) {
                    return Optional.empty();
                }
                end = value.end() - open.length();
                units.add(pass.unitStart(value) - open.length(), end);
            }
        } catch (JacksonException e) {
            return Optional.empty();
        }
        String rest = text.substring(end).strip();
        boolean begins = count > 0 && units.start(1) == 0;
        return begins && (rest.isEmpty() || (rest.equals(",") && !open.isEmpty()))
                ? Optional.of(units)
                : Optional.empty();
    }

    /** The content of a string. */
    String content(JsonPlace string) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), string.source())) {
            parser.nextToken();
            return parser.getString();
        }
    }

    /** Goes over the values of one level. */
    private final class Pass implements AutoCloseable {
        private final String text;
        private final int from;
        private final JsonParser parser;
        private int nameStart = -1;
        private boolean ended;

        Pass(String text, int from, int to) {
            this.text = text;
            this.from = from;
            char[] chars = new char[to - from];
            text.getChars(from, to, chars, 0);
            parser = factory.createParser(ObjectReadContext.empty(), chars, 0, chars.length);
        }

        void enter() {
            parser.nextToken();
        }

        /** Enters the first value, if it is an array or an object. */
        Optional<JsonPlace.Kind> open() {
            JsonToken token = parser.nextToken();
            return token == JsonToken.START_ARRAY
                    ? Optional.of(JsonPlace.Kind.ARRAY)
                    : token == JsonToken.START_OBJECT ? Optional.of(JsonPlace.Kind.OBJECT) : Optional.empty();
        }

        /** Whether nothing follows. */
        boolean isOver() {
            return parser.nextToken() == null;
        }

        /** The next value, read to its end; null after the last. */
        @Nullable
        JsonPlace value() {
            JsonToken token = ended ? null : parser.nextToken();
            nameStart = -1;
            if (token == JsonToken.PROPERTY_NAME) {
                nameStart = offset();
                token = parser.nextToken();
            }
            if (token == null || token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT) {
                ended = true;
                return null;
            }
            int start = offset();
            return JsonPlace.at(text, start, end(token, start));
        }

        /** Where the current value begins, a member with its name. */
        int unitStart(JsonPlace value) {
            return nameStart < 0 ? value.start() : nameStart;
        }

        private int end(JsonToken token, int start) {
            switch (token) {
                case START_ARRAY, START_OBJECT:
                    parser.skipChildren();
                    return offset() + 1;
                case VALUE_STRING:
                    parser.finishToken();
                    return from + (int) parser.currentLocation().getCharOffset();
                default:
                    return scalarEnd(start);
            }
        }

        /** Hands over the current value, a member with its name. */
        void tell(JsonPlace value, JsonChildren children) {
            if (nameStart < 0) {
                children.element(value.start(), value.end());
            } else {
                children.member(parser.currentName(), nameStart, value.start(), value.end());
            }
        }

        private int offset() {
            return from + (int) parser.currentTokenLocation().getCharOffset();
        }

        /** Numbers and literals end before the first character that cannot be theirs; the parser may have read on. */
        private int scalarEnd(int start) {
            int end = start;
            while (end < text.length() && isScalar(text.charAt(end))) {
                end++;
            }
            return end;
        }

        private boolean isScalar(char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 'E' || c == '+' || c == '-' || c == '.';
        }

        @Override
        public void close() {
            parser.close();
        }
    }
}
