package io.headroom.compress.html;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.parser.Parser;

/**
 * What the tokens of a text tell before, and beside, the tree: whether it is a page at all, its words in order, where its links lead, where
 * its navigation is, and how much markup it has.
 */
final class PageScan {
    private static final int LEAST_TAGS = 10;
    private static final int KNOWN_PERCENT = 95;

    private final StringBuilder words = new StringBuilder();
    private final List<Target> targets = new ArrayList<>();
    private final List<Optional<Nav>> navs = new ArrayList<>();
    private int characters;
    private int wordCount;
    private int tags;
    private int known;
    private int scripts;
    private int styles;
    private int images;
    private int comments;
    private boolean outdated;
    private boolean doctype;
    private String first = "";

    /**
     * A link.
     *
     * @param place how many characters of words come before it
     * @param address where it leads
     */
    record Target(int place, String address) {}

    /**
     * A {@code nav} element within no other.
     *
     * @param start its first character in the text
     * @param end behind its last
     * @param place how many characters of words come before it
     * @param characters how many it has
     */
    record Nav(int start, int end, int place, int characters) {}

    private PageScan() {}

    /** Reads a text. */
    static PageScan of(String text, CompressionContext context) {
        PageScan scan = new PageScan();
        Tokens tokens = new Tokens(text, context);
        OpenNav open = new OpenNav();
        for (Tokens.Kind kind = tokens.next(); kind != Tokens.Kind.NONE; kind = tokens.next()) {
            switch (kind) {
                case START -> scan.start(tokens, open);
                case END -> scan.end(tokens, open);
                case COMMENT -> scan.comments++;
                case DOCTYPE -> scan.doctype(text.substring(tokens.start(), tokens.end()));
                case TEXT -> scan.text(text.substring(tokens.start(), tokens.end()));
                case HIDDEN, NONE -> {}
            }
        }
        scan.endWord();
        return scan;
    }

    /** The outermost {@code nav} that has not ended yet. */
    private static final class OpenNav {
        private int depth;
        private int index;
        private int start;
        private int place;
    }

    private void start(Tokens tokens, OpenNav open) {
        String name = tokens.name();
        first = first.isEmpty() ? name : first;
        outdated |= ElementNames.OUTDATED.contains(name);
        count(name, true);
        if (!ElementNames.WITHIN_WORDS.contains(name)) {
            endWord();
        }
        if (name.equals("a")) {
            String address = Parser.unescapeEntities(tokens.address(), true).strip();
            if (!address.isEmpty()) {
                targets.add(new Target(characters, address));
            }
        } else if (name.equals("nav")) {
            if (open.depth++ == 0) {
                open.index = navs.size();
                open.start = tokens.start();
                open.place = characters;
            }
            navs.add(Optional.empty());
        }
    }

    private void end(Tokens tokens, OpenNav open) {
        String name = tokens.name();
        count(name, false);
        if (!ElementNames.WITHIN_WORDS.contains(name)) {
            endWord();
        }
        if (name.equals("nav") && open.depth > 0 && --open.depth == 0) {
            Nav nav = new Nav(open.start, tokens.end(), open.place, characters - open.place);
            navs.set(open.index, Optional.of(nav));
        }
    }

    private void count(String name, boolean start) {
        known += ElementNames.known(name) ? 1 : 0;
        switch (name) {
            case "script" -> scripts += start ? 1 : 0;
            case "style" -> styles += start ? 1 : 0;
            case "svg" -> images += start ? 1 : 0;
            case "img", "image" -> {
                images += start ? 1 : 0;
                tags += start ? 0 : 1;
            }
            default -> tags++;
        }
    }

    private void doctype(String declaration) {
        tags++;
        known++;
        doctype |= declaration.regionMatches(true, 9, " html", 0, 5);
    }

    private void text(String source) {
        String text = source.indexOf('&') < 0 ? source : Parser.unescapeEntities(source, false);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Tokens.endsWord(c)) {
                endWord();
            } else {
                words.append(c);
                characters++;
            }
        }
    }

    private void endWord() {
        if (words.length() > 0 && words.charAt(words.length() - 1) != '\n') {
            words.append('\n');
            wordCount++;
        }
    }

    /** Whether the text is a page, or a part of one with more tags than words. XML is neither. */
    boolean isPage() {
        if (outdated) {
            return false;
        }
        if (doctype || first.equals("html")) {
            return true;
        }
        int all = tags + scripts + styles + images;
        return all >= LEAST_TAGS && all > wordCount && known * 100L >= (long) KNOWN_PERCENT * all;
    }

    /** The words, each with a line feed. */
    String words() {
        return words.toString();
    }

    /** The links, in order. */
    List<Target> targets() {
        return targets;
    }

    /** The {@code nav} elements by their start tags; empty for one that is within another, or does not end. */
    List<Optional<Nav>> navs() {
        return navs;
    }

    /** All that is no words, counted by kind. */
    List<LeftOut> markup() {
        List<LeftOut> markup = new ArrayList<>();
        add(markup, tags, "tag");
        add(markup, scripts, "script");
        add(markup, styles, "style");
        add(markup, images, "image");
        add(markup, comments, "comment");
        return markup;
    }

    private static void add(List<LeftOut> markup, int count, String what) {
        if (count > 0) {
            markup.add(new LeftOut(LeftOut.Unit.MARKUP, 1, count, count, what));
        }
    }
}
