package io.headroom.compress.code;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.api.compress.ShorteningContext;
import java.util.List;
import java.util.Optional;

/**
 * Shortens source code to outlines: bodies of functions of more than 5 lines are left out, each named at its place. Imports, headers,
 * fields, annotations, comments on declarations, and of bodies the lines that throw or are marked {@code TODO} stay. Off unless the
 * setting {@code enabled} is {@code true}.
 *
 * <p>Code is read by a scanner that knows comments, literals, brackets and indentation, and no grammar: what it shows and what it hides
 * are whole lines of the original, so that a header that it misreads costs a body that stays and nothing else. Text that does not
 * balance is declined. There is no lossless form.
 */
public final class CodeCompressor implements LossyCompressor {
    private static final int LONGEST_TEXT = 1 << 23;
    private static final int MOST_PERCENT = 70;
    private static final int CHECK_EVERY = 1 << 16;
    /** Further guesses at the language are not worth a pass. */
    private static final int MOST_LANGUAGES = 3;

    /** Creates the compressor; it has no state. */
    public CodeCompressor() {}

    @Override
    public String id() {
        return "code";
    }

    @Override
    public int precedence() {
        return 300;
    }

    @Override
    public boolean outlines() {
        return true;
    }

    @Override
    public Optional<Compressed> compress(Content content, CompressionContext context) {
        return Optional.empty();
    }

    @Override
    public String decode(String form) throws MalformedFormException {
        throw new MalformedFormException("outlines of source code have no lossless form");
    }

    @Override
    public Optional<Compressed> shorten(Content content, ShorteningContext context) {
        String text = content.text();
        boolean enabled = "true".equals(context.settings().get("enabled"));
        if (!enabled || text.length() > LONGEST_TEXT || text.startsWith("<") || OutlineReader.hasNote(text)) {
            return Optional.empty();
        }
        context.checkpoint(text.length());
        Optional<SourceText> source = SourceText.of(text);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        context.checkpoint(2L * text.length());
        List<Language> languages = Evidence.of(source.get());
        for (Language language : languages.subList(0, Math.min(MOST_LANGUAGES, languages.size()))) {
            Optional<Outline> outline = outline(source.get(), language, context);
            if (outline.isPresent()) {
                return outline.flatMap(found -> form(found, text, context));
            }
        }
        return Optional.empty();
    }

    @Override
    public Excerpt excerpt(String form) throws MalformedFormException {
        return OutlineReader.read(form);
    }

    /** Reads the text as code of a language; empty if it is none, or has no function. */
    private static Optional<Outline> outline(SourceText source, Language language, CompressionContext context) {
        Optional<char[]> mask = Scanner.scan(source.code(), language, context);
        if (mask.isEmpty() || !Likeness.isCode(source, mask.get())) {
            return Optional.empty();
        }
        Optional<List<Body>> bodies = language == Language.PYTHON
                ? Indentation.bodies(source, mask.get(), context)
                : Braces.bodies(source, mask.get(), language, context);
        return bodies.filter(found -> !found.isEmpty())
                .map(found -> new Outline(source, mask.get(), language, found, context));
    }

    private static Optional<Compressed> form(Outline outline, String text, CompressionContext context) {
        List<Gap> gaps = outline.gaps();
        if (gaps.isEmpty()) {
            return Optional.empty();
        }
        String form = outline.write(gaps);
        List<LeftOut> leftOut =
                gaps.stream().flatMap(gap -> gap.leftOut().stream()).toList();
        return 100L * estimate(form, context) <= (long) MOST_PERCENT * estimate(text, context)
                ? Optional.of(new Compressed(form, Fidelity.LOSSY, leftOut))
                : Optional.empty();
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
