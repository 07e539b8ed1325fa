package io.headroom.compress.text;

import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.pattern.Template;
import java.util.List;

/**
 * What decoding one form may cost. Every text is first tried as a form, so a text of two lines that asks for a gigabyte must be refused
 * before the gigabyte is built. Real forms stay far below.
 */
final class DecodeBudget {
    /** No text that we write a form of is longer. */
    static final int LONGEST_TEXT = 1 << 23;
    /** Lines and headings are rendered once, and each part of a pattern makes at least every other time a character. */
    private static final long MOST_WORK = 4L * LONGEST_TEXT;

    private long work = MOST_WORK;

    /** Fills a pattern, if the line still fits. */
    String render(Template pattern, List<String> values) throws MalformedFormException {
        spend(pattern.parts().size());
        long length = pattern.renderedLength(values);
        check(length);
        spend(length);
        return pattern.render(values);
    }

    /** Refuses a text of this length. */
    static void check(long length) throws MalformedFormException {
        if (length > LONGEST_TEXT) {
            throw new MalformedFormException("more text than any form stands for");
        }
    }

    /** Counts work. */
    void spend(long steps) throws MalformedFormException {
        work -= steps;
        if (work < 0) {
            throw new MalformedFormException("more work than any form takes");
        }
    }
}
