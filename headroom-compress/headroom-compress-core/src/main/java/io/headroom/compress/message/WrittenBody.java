package io.headroom.compress.message;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.compress.message.BodyOutcome.Block;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request body that a program holds as maps and lists, written as JSON. It remembers which string stands where, so that what was found
 * in the bytes can be put into the structure: nobody but the {@link io.headroom.api.dialect.Dialect} needs to know where texts are.
 *
 * <p>Maps with names for keys, lists, strings, numbers and truth values are written as what they are. Any other object is {@code null} in
 * the bytes and stays itself in the structure, and a member without a name is not written at all. The structure is read once, while
 * this object is made, and never changed. Immutable.
 */
public final class WrittenBody {
    private static final int MAX_DEPTH = 500;
    private static final int FIRST_SIZE = 1 << 12;

    private final Map<String, ?> root;
    private final byte[] bytes;
    private final Map<Integer, Place> strings;

    /** A value's way from the root: the member's name or the element's number in the structure that holds it. */
    private record Place(Optional<Place> holder, Object key) {}

    private WrittenBody(Map<String, ?> root, byte[] bytes, Map<Integer, Place> strings) {
        this.root = root;
        this.bytes = bytes;
        this.strings = strings;
    }

    /**
     * Writes a structure.
     *
     * @param root the members of the body
     * @return the written body
     * @throws MalformedJsonException if it is nested deeper than 500, such as a structure that holds itself
     */
    public static WrittenBody of(Map<String, ?> root) {
        Writer writer = new Writer();
        writer.value(root, Optional.empty(), 0);
        return new WrittenBody(root, writer.bytes(), writer.strings);
    }

    /**
     * The body as JSON, without white space, in the order of the structure.
     *
     * @return a copy of the bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * The structure with its texts replaced. What holds a replaced text is a new {@link LinkedHashMap} or {@link ArrayList}; everything
     * else is shared with the structure that was written, which stays as it is.
     *
     * @param blocks what {@link BodyCompressor} made of {@link #bytes()}
     * @return the new structure; empty if no text is replaced
     * @throws IllegalArgumentException if a block is at no string of this body
     */
    public Optional<Map<String, Object>> with(List<Block> blocks) {
        Change change = new Change();
        for (Block block : blocks) {
            if (block.isReplaced()) {
                Place place = strings.get(block.start());
                if (place == null) {
                    throw new IllegalArgumentException("no string of this body at byte " + block.start());
                }
                change.at(place).form = block.outcome().form();
            }
        }
        return change.inner.isEmpty() ? Optional.empty() : Optional.of(changed(root, change));
    }

    private static Map<String, Object> changed(Map<?, ?> map, Change change) {
        Map<String, Object> copy = new LinkedHashMap<>();
        // A key that is no name stays one: the copy is as wild as what came.
        @SuppressWarnings("unchecked")
        Map<Object, Object> members = (Map<Object, Object>) (Map<?, ?>) copy;
        members.putAll(map);
        change.inner.forEach((key, inner) -> members.put(key, changed(members.get(key), inner)));
        return copy;
    }

    private static Object changed(@Nullable Object value, Change change) {
        if (change.form != null) {
            return change.form;
        }
        if (value instanceof Map<?, ?> map) {
            return changed(map, change);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            change.inner.forEach((key, inner) -> copy.set((Integer) key, changed(copy.get((Integer) key), inner)));
            return copy;
        }
        throw new IllegalStateException("the structure was changed while it was read");
    }

    /** What becomes of a value: a form takes its place, or something within it changes. */
    private static final class Change {
        private final Map<Object, Change> inner = new LinkedHashMap<>();
        private @Nullable String form;

        Change at(Place place) {
            Change holder = place.holder().map(this::at).orElse(this);
            return holder.inner.computeIfAbsent(place.key(), key -> new Change());
        }
    }

    /** Writes, and notes the places of strings. */
    private static final class Writer {
        private final Map<Integer, Place> strings = new HashMap<>();
        private byte[] out = new byte[FIRST_SIZE];
        private int at;

        byte[] bytes() {
            return Arrays.copyOf(out, at);
        }

        void value(@Nullable Object value, Optional<Place> place, int depth) {
            if (depth > MAX_DEPTH) {
                throw new MalformedJsonException("nested deeper than Headroom reads");
            }
            if (value instanceof Map<?, ?> map) {
                object(map, place, depth);
            } else if (value instanceof List<?> list) {
                array(list, place, depth);
            } else if (value instanceof String text) {
                place.ifPresent(here -> strings.put(at, here));
                string(text);
            } else {
                ascii(spelled(value));
            }
        }

        private void object(Map<?, ?> map, Optional<Place> place, int depth) {
            ascii("{");
            String before = "";
            for (Map.Entry<?, ?> member : map.entrySet()) {
                if (member.getKey() instanceof String name) {
                    ascii(before);
                    string(name);
                    ascii(":");
                    value(member.getValue(), Optional.of(new Place(place, name)), depth + 1);
                    before = ",";
                }
            }
            ascii("}");
        }

        private void array(List<?> list, Optional<Place> place, int depth) {
            ascii("[");
            int index = 0;
            for (Object element : list) {
                ascii(index == 0 ? "" : ",");
                value(element, Optional.of(new Place(place, index)), depth + 1);
                index++;
            }
            ascii("]");
        }

        private static String spelled(@Nullable Object value) {
            boolean whole = value instanceof Integer
                    || value instanceof Long
                    || value instanceof Short
                    || value instanceof Byte
                    || value instanceof BigInteger;
            boolean finite = (value instanceof Double number && Double.isFinite(number))
                    || (value instanceof Float small && Float.isFinite(small));
            return whole || finite || value instanceof BigDecimal || value instanceof Boolean
                    ? value.toString()
                    : "null";
        }

        private void string(String text) {
            room(JsonStrings.length(text));
            at = JsonStrings.write(text, out, at);
        }

        private void ascii(String text) {
            room(text.length());
            for (int i = 0; i < text.length(); i++) {
                out[at++] = (byte) text.charAt(i);
            }
        }

        private void room(long more) {
            long needed = at + more;
            if (needed > out.length) {
                long doubled = Math.min(Integer.MAX_VALUE - 8L, 2L * out.length);
                out = Arrays.copyOf(out, Math.toIntExact(Math.max(needed, doubled)));
            }
        }
    }
}
