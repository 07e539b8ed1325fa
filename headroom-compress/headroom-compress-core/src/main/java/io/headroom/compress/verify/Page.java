package io.headroom.compress.verify;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader sees of a page of HTML, as {@link PageReader} finds it.
 *
 * @param words the words in the order of the text, each followed by a line feed
 * @param targets where its links lead, in the order of their start tags
 * @param tags the tags that are counted under none of the following
 * @param scripts the script elements
 * @param styles the style elements
 * @param images the images: {@code img} and {@code svg} elements
 * @param comments the comments, and declarations that are none of HTML's
 */
record Page(String words, List<Target> targets, int tags, int scripts, int styles, int images, int comments) {
    /**
     * A link.
     *
     * @param place how many characters of words come before its start tag
     * @param address the value of its attribute {@code href}, without white space around it
     */
    record Target(int place, String address) {}

    Page {
        targets = List.copyOf(targets);
    }

    /** What a form that shows all words leaves out, in the order in which it is listed. */
    List<LeftOut> markup() {
        List<LeftOut> markup = new ArrayList<>();
        add(tags, "tag", markup);
        add(scripts, "script", markup);
        add(styles, "style", markup);
        add(images, "image", markup);
        add(comments, "comment", markup);
        return markup;
    }

    private static void add(int count, String what, List<LeftOut> markup) {
        if (count > 0) {
            markup.add(new LeftOut(LeftOut.Unit.MARKUP, 1, count, count, what));
        }
    }

    /** Whether each link of this page is one of the other's, at the same place and in the same order. */
    boolean linksAsIn(Page other) {
        int at = 0;
        for (Target target : targets) {
            while (at < other.targets.size() && !other.targets.get(at).equals(target)) {
                at++;
            }
            if (at++ >= other.targets.size()) {
                return false;
            }
        }
        return true;
    }
}
