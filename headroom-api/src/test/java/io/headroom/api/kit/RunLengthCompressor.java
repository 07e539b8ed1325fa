package io.headroom.api.kit;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Compressor;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.MalformedFormException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The sample for the compressor kit: lines that stand there several times in a row become one line with a count. It is correct with
 * {@link Flaw#NONE} and breaks one clause of the contract with every other flaw.
 */
final class RunLengthCompressor implements Compressor {
    /** Which clause is broken. */
    enum Flaw {
        NONE,
        BAD_ID,
        DECLINES_ITS_OWN,
        CLAIMS_ANYTHING,
        LOSES_A_LINE,
        LOOSE_FIDELITY,
        LOSSY_UNASKED,
        ASKS_THE_LOCALE,
        REMEMBERS,
        SWALLOWS_THE_SIGNAL,
        NO_CHECKPOINTS,
        DECODES_WITH_ANY_EXCEPTION,
        DECODES_BOMBS
    }

    private static final String HEAD = "@run-length\n";
    private static final int LONGEST = 8 * 1024 * 1024;
    private static final int CHECKPOINT = 32 * 1024;

    private final Flaw flaw;
    private int calls;

    RunLengthCompressor(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public String id() {
        return flaw == Flaw.BAD_ID ? "Run Length!" : "sample.run-length";
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        String text = content.text();
        if (flaw == Flaw.CLAIMS_ANYTHING) {
            return Optional.of(Compressed.lossless("", Fidelity.BYTES));
        }
        String form = encode(text, context);
        boolean smaller = context.estimate(form) < context.estimate(text);
        return smaller && flaw != Flaw.DECLINES_ITS_OWN ? Optional.of(result(form)) : Optional.empty();
    }

    private Compressed result(String form) {
        return switch (flaw) {
            case LOOSE_FIDELITY -> Compressed.lossless(form, Fidelity.DATA);
            case LOSSY_UNASKED ->
                new Compressed(form, Fidelity.LOSSY, List.of(new LeftOut(LeftOut.Unit.LINE, 1, 2, 2, "")));
            case REMEMBERS -> Compressed.lossless(form + " ".repeat(calls++ % 2), Fidelity.BYTES);
            default -> Compressed.lossless(form, Fidelity.BYTES);
        };
    }

    private String encode(String text, CompressionContext context) {
        StringBuilder out = new StringBuilder(HEAD);
        int start = 0;
        int reported = 0;
        while (start <= text.length()) {
            String line = lineAt(text, start);
            int count = 0;
            while (start <= text.length() && lineAt(text, start).equals(line)) {
                start += line.length() + 1;
                count++;
                if (start - reported > CHECKPOINT) {
                    checkpoint(context, start - reported);
                    reported = start;
                }
            }
            out.append(number(count)).append(' ').append(line).append('\n');
        }
        checkpoint(context, Math.max(0, text.length() - reported));
        return flaw == Flaw.LOSES_A_LINE
                ? out.substring(0, out.lastIndexOf("\n", out.length() - 2) + 1)
                : out.toString();
    }

    private String number(int count) {
        return flaw == Flaw.ASKS_THE_LOCALE ? String.format(Locale.getDefault(), "%d", count) : Integer.toString(count);
    }

    private void checkpoint(CompressionContext context, int steps) {
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

    private static String lineAt(String text, int start) {
        int end = text.indexOf('\n', start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        if (!form.startsWith(HEAD) || !form.endsWith("\n")) {
            if (flaw == Flaw.DECODES_WITH_ANY_EXCEPTION) {
                throw new IllegalArgumentException("not mine");
            }
            throw new MalformedFormException("line 1: not a run-length form");
        }
        StringBuilder out = new StringBuilder();
        for (String run : form.substring(HEAD.length(), Math.max(HEAD.length(), form.length() - 1))
                .split("\n", -1)) {
            decodeRun(run, out);
        }
        if (out.length() == 0) {
            throw new MalformedFormException("there are no lines");
        }
        return out.substring(0, out.length() - 1);
    }

    private void decodeRun(String run, StringBuilder out) throws MalformedFormException {
        int space = run.indexOf(' ');
        if (space < 1 || space > 10 || !run.substring(0, space).matches("[1-9][0-9]*")) {
            throw new MalformedFormException("not a run: " + run);
        }
        long count = Long.parseLong(run.substring(0, space));
        String line = run.substring(space + 1) + "\n";
        if (flaw != Flaw.DECODES_BOMBS && out.length() + count * line.length() > LONGEST) {
            throw new MalformedFormException("longer than any text that is compressed");
        }
        out.append(line.repeat((int) count));
    }
}
