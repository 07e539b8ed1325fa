package io.headroom.cli.mcp;

/** Surrogates without a partner, which texts may hold and UTF-8 cannot say. In JSON they can stand in strings only, so as escapes. */
final class Surrogates {
    private Surrogates() {}

    /** The same JSON with such surrogates escaped. */
    static String escaped(String json) {
        int first = lone(json, 0);
        if (first == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16);
        int start = 0;
        for (int at = first; at < json.length(); at = lone(json, start)) {
            escaped.append(json, start, at).append(String.format("\\u%04x", (int) json.charAt(at)));
            start = at + 1;
        }
        return escaped.append(json, start, json.length()).toString();
    }

    /** Where the next one stands; the length if there is none. */
    private static int lone(String text, int from) {
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean pair = Character.isHighSurrogate(c)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (Character.isSurrogate(c) && !pair) {
                return at;
            }
            at += pair ? 2 : 1;
        }
        return at;
    }
}
