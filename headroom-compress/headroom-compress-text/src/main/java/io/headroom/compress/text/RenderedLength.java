package io.headroom.compress.text;

import io.headroom.api.compress.pattern.Template;
import java.util.List;

/** How long a pattern with its values can become, told without making it. A few characters can ask for very many. */
final class RenderedLength {
    private RenderedLength() {}

    /** An upper bound of the number of characters. */
    static long of(Template pattern, List<String> values) {
        long length = 0;
        int next = 0;
        for (Template.Part part : pattern.parts()) {
            if (part instanceof Template.Literal literal) {
                length += literal.text().length();
            } else if (part instanceof Template.Again again) {
                length += values.get(again.value() - 1).length();
            } else if (part instanceof Template.RightAligned aligned) {
                length += Math.max(aligned.width(), values.get(next++).length());
            } else if (part instanceof Template.PadTo pad) {
                length += pad.column();
            } else {
                length += values.get(next++).length();
            }
        }
        return length;
    }
}
