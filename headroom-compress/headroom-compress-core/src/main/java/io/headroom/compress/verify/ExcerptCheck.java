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

/**
 * Proves a lossy form: it is read back, each gap is filled with the slice of the original that retrieval would give for it, and the
 * result is held against the original. So nothing is missing that no gap names, and nothing is shown that the original does not have.
 * Costs one pass over the original, whatever the number of gaps. Thread-safe.
 */
final class ExcerptCheck {
    private final JsonTokens json;

    ExcerptCheck(JsonTokens json) {
        this.json = json;
    }

    /** What is wrong, without any of the content; empty if the form is proven. */
    Optional<String> check(LossyCompressor compressor, Compressed form, String text, Slicer slicer) {
        try {
            Excerpt excerpt = compressor.excerpt(form.text());
            if (excerpt == null) {
                return Optional.of("the reader of the form returned nothing");
            }
            Optional<String> lists = lists(excerpt, form.leftOut(), text);
            return lists.isPresent() ? lists : compare(excerpt.basis(), text, filled(excerpt, slicer));
        } catch (MalformedFormException e) {
            return Optional.of("the form cannot be read back");
        } catch (NoSuchSliceException e) {
            return Optional.of("a gap names what the original does not have");
        }
    }

    /** The gaps that the text of the form names, and those that the compressor claims. */
    private static Optional<String> lists(Excerpt excerpt, List<LeftOut> claimed, String text) {
        List<LeftOut> parts =
                claimed.stream().filter(gap -> gap.unit() != LeftOut.Unit.CODE).toList();
        if (!excerpt.leftOut().equals(parts)) {
            return Optional.of("the gaps in the form are not those that it lists");
        }
        if (parts.stream().anyMatch(gap -> isCounted(gap.unit()) && gap.count() != gap.to() - gap.from() + 1)) {
            return Optional.of("a gap counts other units than it spans");
        }
        int codes = claimed.size() - parts.size();
        boolean has = excerpt.basis() == Excerpt.Basis.CHARACTERS_WITHOUT_CODES
                && ControlCodes.removed(text).length() < text.length();
        return codes == (has ? 1 : 0)
                ? Optional.empty()
                : Optional.of("control codes are left out and not listed, or listed and not left out");
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
        };
    }

    private static Optional<String> equal(String text, String filled) {
        return filled.equals(text)
                ? Optional.empty()
                : Optional.of("the form with its gaps filled is not the original");
    }
}
