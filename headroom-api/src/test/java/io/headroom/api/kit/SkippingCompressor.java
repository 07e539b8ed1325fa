package io.headroom.api.kit;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample for the lossy kit: the first and last lines stand, what is between them is left out. Lossless it is the run-length sample.
 * It is correct with {@link Flaw#NONE} and breaks one clause of the contract with every other flaw.
 */
final class SkippingCompressor implements LossyCompressor {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        DECLINES_ITS_OWN,
        DROPS_A_LINE_WITHOUT_A_NOTE,
        COUNTS_WRONG,
        LISTS_NOTHING_OF_A_GAP,
        REWRITES_WORDS,
        ASKS_THE_LOCALE,
        SWALLOWS_THE_SIGNAL,
        NO_CHECKPOINTS,
        READS_WITH_ANY_EXCEPTION,
        DECODES_ITS_LOSSY_FORMS
    }

    private static final String HEAD = "@first-and-last\n";
    private static final Pattern NOTE = Pattern.compile("@([0-9]{1,9})-([0-9]{1,9}) left out\n");
    private static final int EDGE = 4;

    private final Flaw flaw;
    private final RunLengthCompressor lossless = new RunLengthCompressor(RunLengthCompressor.Flaw.NONE);

    SkippingCompressor(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return "sample.first-and-last";
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        return lossless.compress(content, context);
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        return flaw == Flaw.DECODES_ITS_LOSSY_FORMS && form.startsWith(HEAD) ? form : lossless.decode(form);
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        List<String> lines = lines(content.text(), context);
        int last = lines.size() - EDGE;
        if (lines.size() < 4 * EDGE || content.text().indexOf('\r') >= 0 || flaw == Flaw.DECLINES_ITS_OWN) {
            return Optional.empty();
        }
        LeftOut gap = new LeftOut(LeftOut.Unit.LINE, EDGE + 1, last, last - EDGE, "");
        String first = String.join("", lines.subList(0, EDGE));
        String rest = String.join("", lines.subList(last, lines.size()));
        String note =
                "@" + number(gap.from()) + "-" + number(gap.to() + (flaw == Flaw.COUNTS_WRONG ? 1 : 0)) + " left out\n";
        if (flaw == Flaw.DROPS_A_LINE_WITHOUT_A_NOTE) {
            first = String.join("", lines.subList(0, EDGE - 1));
        } else if (flaw == Flaw.REWRITES_WORDS) {
            first = first.replaceFirst("[a-z]", "*");
        }
        String text = HEAD + first + note + rest;
        boolean shorter = text.length() < content.text().length();
        LeftOut listed = flaw == Flaw.LISTS_NOTHING_OF_A_GAP
                ? new LeftOut(LeftOut.Unit.LINE, EDGE + 1, last - 1, last - 1 - EDGE, "")
                : gap;
        return shorter ? Optional.of(new Compressed(text, Fidelity.LOSSY, List.of(listed))) : Optional.empty();
    }

    private String number(int value) {
        return flaw == Flaw.ASKS_THE_LOCALE ? String.format(Locale.getDefault(), "%d", value) : Integer.toString(value);
    }

    private List<String> lines(String text, ShorteningContext context) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start) + 1;
            lines.add(text.substring(start, end == 0 ? text.length() : end));
            checkpoint(context, lines.get(lines.size() - 1).length());
            start = end == 0 ? text.length() : end;
        }
        return lines;
    }

    private void checkpoint(ShorteningContext context, int steps) {
        if (flaw == Flaw.NO_CHECKPOINTS) {
            return;
        }
        try {
            context.checkpoint(steps);
        } catch (CompressionStoppedException e) {
            if (flaw != Flaw.SWALLOWS_THE_SIGNAL) {
                throw e;
            }
        }
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        if (!form.startsWith(HEAD)) {
            if (flaw == Flaw.READS_WITH_ANY_EXCEPTION) {
                throw new IllegalArgumentException("not mine");
            }
            throw new MalformedFormException("line 1: not a form of first and last lines");
        }
        int at = HEAD.length();
        for (int i = 0; i < EDGE - (flaw == Flaw.DROPS_A_LINE_WITHOUT_A_NOTE ? 1 : 0); i++) {
            at = form.indexOf('\n', at) + 1;
            if (at == 0) {
                throw new MalformedFormException("fewer lines than any form has");
            }
        }
        Matcher note = NOTE.matcher(form).region(at, form.length());
        if (!note.lookingAt()) {
            throw new MalformedFormException("no note where it belongs");
        }
        int from = Integer.parseInt(note.group(1));
        int to = Integer.parseInt(note.group(2));
        if (from < 1 || to < from) {
            throw new MalformedFormException("a note without lines");
        }
        return new Excerpt(
                Excerpt.Basis.CHARACTERS,
                List.of(
                        new Excerpt.Shown(form.substring(HEAD.length(), at)),
                        new Excerpt.Gap(new LeftOut(LeftOut.Unit.LINE, from, to, to - from + 1, "")),
                        new Excerpt.Shown(form.substring(note.end()))));
    }
}
