package io.headroom.compress.json;

/** Spells JSON Pointers (RFC 6901). */
final class JsonPaths {
    private JsonPaths() {}

    /** A member name as a token of a pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** The string that stands escaped between two quotes. */
    static String unescaped(String raw) {
        if (raw.indexOf('\\') < 0) {
            return raw;
        }
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 >= raw.length()) {
                out.append(c);
                continue;
            }
            char escape = raw.charAt(++i);
            switch (escape) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case 'b' -> out.append('\b');
                case 'f' -> out.append('\f');
                case 'u' -> {
                    int end = Math.min(raw.length(), i + 5);
                    out.append(end == i + 5 ? (char) Integer.parseInt(raw, i + 1, end, 16) : '?');
                    i += 4;
                }
                default -> out.append(escape);
            }
        }
        return out.toString();
    }
}
