package io.headroom.cli.demo;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The text of one tool result inside a body. The demonstration reads it with a reader of its own, so that it checks the proxy instead of
 * believing it.
 *
 * @param start the offset of its opening quote
 * @param end the offset after its closing quote
 * @param text the text, unescaped
 */
record ToolText(int start, int end, String text) {
    /** The members {@code content} of all tool results, in the order of the body. */
    static List<ToolText> in(byte[] body) {
        List<ToolText> found = new ArrayList<>();
        boolean result = false;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), body)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                String name = parser.currentName();
                if ("type".equals(name)) {
                    result = "tool_result".equals(parser.getString());
                } else if (result && "content".equals(name)) {
                    int start = (int) parser.currentTokenLocation().getByteOffset();
                    String text = parser.getString();
                    found.add(new ToolText(start, (int) parser.currentLocation().getByteOffset(), text));
                }
            }
        }
        return found;
    }
}
