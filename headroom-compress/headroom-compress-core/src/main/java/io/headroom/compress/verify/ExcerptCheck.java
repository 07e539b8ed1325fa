package io.headroom.compress.verify;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.MalformedFormException;
import io.headroom.compress.retrieve.NoSuchSliceException;
import io.headroom.compress.retrieve.Slicer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Proves a lossy form: it is read back, each gap is filled with the slice of the original that retrieval would give for it, and the
 * result is held against the original. So nothing is missing that no gap names, and nothing is shown that the original does not have.
 * Costs one pass over the original, whatever the number of gaps. Thread-safe.
 */
final class ExcerptCheck {
    private final JsonTokens json;
    private final Supplier<CharacterReferences> references;

    /** Reads the table of references no sooner than a page needs it, and then once. */
    ExcerptCheck(JsonTokens json, Supplier<CharacterReferences> references) {
        this.json = json;
        this.references = references;
    }

    /** What is wrong, without any of the content; empty if the form is proven. */
    Optional<String> check(LossyCompressor compressor, Compressed form, String text, Slicer slicer) {
        try {
            Excerpt excerpt = compressor.excerpt(form.text());
            if (excerpt == null) {
                return Optional.of("the reader of the form returned nothing");
            }
            if (excerpt.basis() == Excerpt.Basis.VISIBLE_WORDS) {
                return page(excerpt, form.leftOut(), text, slicer);
            }
            Optional<String> lists = lists(excerpt, form.leftOut(), text);
            return lists.isPresent() ? lists : compare(excerpt.basis(), text, filled(excerpt, slicer));
        } catch (MalformedFormException e) {
            return Optional.of("the form cannot be read back");
        } catch (NoSuchSliceException e) {
            return Optional.of("a gap names what the original does not have");
        }
    }

    /** Words are compared in their order, links with those of the page, and the markup that is left out with what is there. */
    private Optional<String> page(Excerpt excerpt, List<LeftOut> claimed, String text, Slicer slicer)
            throws NoSuchSliceException {
        List<LeftOut> parts = claimed.stream()
                .filter(gap -> gap.unit() != LeftOut.Unit.MARKUP)
                .toList();
        List<LeftOut> markup = claimed.stream()
                .filter(gap -> gap.unit() == LeftOut.Unit.MARKUP)
                .toList();
        if (!excerpt.leftOut().equals(parts)) {
            return Optional.of("the gaps in the form are not those that it lists");
        }
        if (parts.stream().anyMatch(gap -> gap.unit() != LeftOut.Unit.CHARACTER || !spans(gap))) {
            return Optional.of("a gap of a page counts other units than characters");
        }
        Page original = PageReader.read(text, references.get());
        Page filled = PageReader.read(filled(excerpt, slicer), references.get());
        if (!original.markup().equals(markup)) {
            return Optional.of("other markup is left out than is listed");
        }
        if (!original.words().equals(filled.words())) {
            return Optional.of("the words of the form are not those of the page");
        }
        return filled.linksAsIn(original) ? Optional.empty() : Optional.of("a link of the form is none of the page");
    }

    /** The gaps that the text of the form names, and those that the compressor claims. */
    private static Optional<String> lists(Excerpt excerpt, List<LeftOut> claimed, String text) {
        List<LeftOut> parts =
                claimed.stream().filter(gap -> gap.unit() != LeftOut.Unit.CODE).toList();
        if (!excerpt.leftOut().equals(parts)) {
            return Optional.of("the gaps in the form are not those that it lists");
        }
        if (parts.stream().anyMatch(gap -> isCounted(gap.unit()) && !spans(gap))) {
            return Optional.of("a gap counts other units than it spans");
        }
        int codes = claimed.size() - parts.size();
        boolean has = excerpt.basis() == Excerpt.Basis.CHARACTERS_WITHOUT_CODES
                && ControlCodes.removed(text).length() < text.length();
        return codes == (has ? 1 : 0)
                ? Optional.empty()
                : Optional.of("control codes are left out and not listed, or listed and not left out");
    }

    private static boolean spans(LeftOut gap) {
        return gap.count() == gap.to() - gap.from() + 1;
    }

    /** Hunks and updates are counted as such, but span lines. */
    private static boolean isCounted(LeftOut.Unit unit) {
        return switch (unit) {
            case ROW, KEY, ITEM, LINE, CHARACTER -> true;
            case HUNK, WORD, UPDATE, CODE, MARKUP -> false;
        };
    }

    private static String filled(Excerpt excerpt, Slicer slicer) throws NoSuchSliceException {
        StringBuilder filled = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                filled.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                String slice = slicer.slice(gap.leftOut());
                boolean json = excerpt.basis() == Excerpt.Basis.JSON_TOKENS;
                for (int n = json ? slicer.strings(gap.leftOut().path()) : 0; n > 0; n--) {
                    slice = escaped(slice);
                }
                filled.append(slice);
            }
        }
        return filled.toString();
    }

    private static String escaped(String content) {
        StringBuilder out = new StringBuilder(content.length() + 16);
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private Optional<String> compare(Excerpt.Basis basis, String text, String filled) {
        return switch (basis) {
            case CHARACTERS -> equal(text, filled);
            case CHARACTERS_WITHOUT_CODES -> equal(ControlCodes.removed(text), ControlCodes.removed(filled));
            case JSON_TOKENS -> json.difference(text, filled);
            case VISIBLE_WORDS -> throw new IllegalArgumentException("a page is compared as such");
        };
    }

    private static Optional<String> equal(String text, String filled) {
        return filled.equals(text)
                ? Optional.empty()
                : Optional.of("the form with its gaps filled is not the original");
    }
}
