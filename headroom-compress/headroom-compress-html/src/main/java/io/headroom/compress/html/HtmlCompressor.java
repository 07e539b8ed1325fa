package io.headroom.compress.html;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;

/**
 * Shortens pages of HTML, and parts of pages that have more tags than words, to their text with headings, lists, tables, code, and links with
 * their addresses. All visible words stay, in their order; navigation is left out where it was, and of scripts, styles, images and other
 * markup the last line says how many there were. There is no lossless form.
 *
 * <p>The tree is jsoup's, which repairs pages as browsers do. Where that moves words, or where tags join what they seem to separate, the
 * form does not read back as the words of the tokens, and the page stays as it is.
 */
public final class HtmlCompressor implements LossyCompressor {
    private static final int SHORTEST_TEXT = 600;
    private static final int LONGEST_TEXT = 1 << 22;
    /** A page that yields less than this is an application, not a text. */
    private static final int LEAST_SHOWN = 200;

    private static final int MOST_PERCENT = 70;
    private static final int CHECK_EVERY = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** Creates the compressor; it has no state. */
    public HtmlCompressor() {}

    @Override
    public String id() {
        return "html";
    }

    @Override
    public int precedence() {
        return 250;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        return Optional.empty();
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        throw new MalformedFormException("pages as text have no lossless form");
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        String text = content.text();
        if (text.length() < SHORTEST_TEXT || text.length() > LONGEST_TEXT || !beginsWithMarkup(text)) {
            return Optional.empty();
        }
        PageScan page = PageScan.of(text, context);
        if (!page.isPage()) {
            return Optional.empty();
        }
        Document tree = Parser.htmlParser().parseInput(new WatchedReader(text, context), "");
        PageForm form = new PageForm(page);
        NodeTraversor.filter(form, tree);
        context.checkpoint(text.length());
        String written = form.form();
        return form.shown() >= LEAST_SHOWN ? proven(written, text, page, context) : Optional.empty();
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        return FormReader.read(form);
    }

    /** XML declares itself, and is no HTML, unless it says so. */
    private static boolean beginsWithMarkup(String text) {
        int at = text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        while (at < text.length() && Tokens.isSpace(text.charAt(at))) {
            at++;
        }
        boolean xml = text.startsWith("<?xml", at)
                && !text.regionMatches(true, Math.max(at, text.indexOf("<!", at)), "<!doctype html", 0, 14);
        return text.startsWith("<", at) && !xml;
    }

    /** The form, if it reads back as the words of the page and is short enough to be worth a look. */
    private static Optional<Compressed> proven(String form, String text, PageScan page, CompressionContext context) {
        if (form.length() >= text.length()
                || 100L * estimate(form, context) > (long) MOST_PERCENT * estimate(text, context)) {
            return Optional.empty();
        }
        Excerpt excerpt;
        try {
            excerpt = FormReader.read(form);
        } catch (MalformedFormException e) {
            return Optional.empty();
        }
        if (!PageScan.of(filled(excerpt, text), context).words().equals(page.words())) {
            return Optional.empty();
        }
        List<LeftOut> leftOut = new ArrayList<>(excerpt.leftOut());
        leftOut.addAll(page.markup());
        return Optional.of(new Compressed(form, Fidelity.LOSSY, leftOut));
    }

    private static String filled(Excerpt excerpt, String text) {
        StringBuilder filled = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                filled.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                filled.append(text, gap.leftOut().from() - 1, gap.leftOut().to());
            }
        }
        return filled.toString();
    }

    /** Estimates a text in pieces, so that the engine can stop it between two of them. */
    private static int estimate(String text, CompressionContext context) {
        int sum = 0;
        for (int from = 0; from < text.length(); from += CHECK_EVERY) {
            int to = Math.min(text.length(), from + CHECK_EVERY);
            context.checkpoint(to - from);
            sum += context.estimate(text.substring(from, to));
        }
        return sum;
    }
}
