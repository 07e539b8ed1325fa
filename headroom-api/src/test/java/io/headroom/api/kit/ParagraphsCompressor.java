package io.headroom.api.kit;

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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample for the lossy kit that leaves out markup: a page of nothing but paragraphs becomes their lines. It is correct with
 * {@link Flaw#NONE} and breaks one clause of the contract with every other flaw.
 */
final class ParagraphsCompressor implements LossyCompressor {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        DROPS_A_PARAGRAPH,
        SWAPS_TWO_PARAGRAPHS,
        JOINS_WORDS,
        INVENTS_A_LINK,
        COUNTS_TAGS_WRONG
    }

    private static final String HEAD = "@paragraphs\n";
    private static final Pattern PARAGRAPH = Pattern.compile("<p class=\"[a-z ]*\">([a-z0-9 ]+)</p>\n");

    private final Flaw flaw;

    ParagraphsCompressor(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return "sample.paragraphs";
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        return Optional.empty();
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        throw new MalformedFormException("there is no lossless form");
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        List<String> lines = new ArrayList<>();
        Matcher paragraph = PARAGRAPH.matcher(content.text());
        int at = 0;
        while (paragraph.find(at) && paragraph.start() == at) {
            lines.add(paragraph.group(1));
            at = paragraph.end();
            context.checkpoint(paragraph.end() - paragraph.start());
        }
        if (at < content.text().length() || lines.size() < 4) {
            return Optional.empty();
        }
        int tags = 2 * lines.size() - (flaw == Flaw.COUNTS_TAGS_WRONG ? 1 : 0);
        if (flaw == Flaw.DROPS_A_PARAGRAPH) {
            lines.remove(2);
        } else if (flaw == Flaw.SWAPS_TWO_PARAGRAPHS) {
            Collections.swap(lines, 1, 2);
        } else if (flaw == Flaw.JOINS_WORDS) {
            lines.set(1, lines.get(1).replaceFirst(" ", ""));
        }
        LeftOut markup = new LeftOut(LeftOut.Unit.MARKUP, 1, tags, tags, "tag");
        return Optional.of(new Compressed(HEAD + String.join("\n", lines) + "\n", Fidelity.LOSSY, List.of(markup)));
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        if (!form.startsWith(HEAD)) {
            throw new MalformedFormException("line 1: not a form of paragraphs");
        }
        String html = "<p>" + form.substring(HEAD.length()).replace("<", "&lt;").replace("\n", "<p>");
        String link = flaw == Flaw.INVENTS_A_LINK ? "<a href=\"https://elsewhere.example\"></a>" : "";
        return new Excerpt(Excerpt.Basis.VISIBLE_WORDS, List.of(new Excerpt.Shown(html + link)));
    }
}
