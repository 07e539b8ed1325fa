package io.headroom.compress.json;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.Optional;

/**
 * Compresses JSON, JSON Lines and texts with JSON in them to tables, one header for what rows share and one line per row. It is the door
 * of this module; the work is done by reader, planners, writers and decoder, which are all made anew for each call.
 */
public final class JsonCompressor implements LossyCompressor {
    private static final int PIECE = 16_384;

    /** Creates the compressor; it has no state. */
    public JsonCompressor() {}

    @Override
    public String id() {
        return "json";
    }

    @Override
    public int precedence() {
        return 100;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        String text = content.text();
        if (text.length() > DecodeBudget.LONGEST_TEXT) {
            return Optional.empty();
        }
        Optional<Compressed> form = new DocumentCompressor(context).compress(text);
        return form.filter(compressed -> isSmaller(compressed.text(), text, context));
    }

    /** Estimates the text piece by piece, and only until it is known to be larger. A piece may part one run from itself. */
    static boolean isSmaller(String form, String text, CompressionContext context) {
        int small = context.estimate(form);
        if (text.length() <= PIECE) {
            return small < context.estimate(text);
        }
        int large = 0;
        for (int at = 0; at < text.length(); at += PIECE) {
            large += context.estimate(text.substring(at, Math.min(text.length(), at + PIECE))) - 1;
            if (large > small) {
                return true;
            }
        }
        return small < context.estimate(text);
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        if (!FormDecoder.isCandidate(form)) {
            throw new MalformedFormException("line 1: no form of structured data");
        }
        try {
            return new FormDecoder(form).decode();
        } catch (DecodeBudget.ExceededException e) {
            throw new MalformedFormException(e.getMessage());
        }
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        String text = content.text();
        return text.length() > DecodeBudget.LONGEST_TEXT ? Optional.empty() : new JsonShortener(context).shorten(text);
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        try {
            return ExcerptReader.read(form);
        } catch (DecodeBudget.ExceededException e) {
            throw new MalformedFormException(e.getMessage());
        }
    }
}
