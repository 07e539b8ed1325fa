package io.headroom.api.testkit;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.workload.probe.JsonTokens;
import io.headroom.workload.probe.Probe;
import io.headroom.workload.probe.ProbeCheck;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Holds a lossy form against its original: with its gaps filled it is the original, so every fact is shown or within a gap. */
final class ExcerptProof {
    /** The control sequences and control strings of ECMA-48. */
    private static final Pattern CODE = Pattern.compile(
            "\u001b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\n\r\u001b\u0007]*(?:\u0007|\u001b\\\\)|[ -/]*[0-OQ-WYZ\\\\`-~])");

    private final String original;
    private final Compressed form;
    private final Excerpt excerpt;
    private final OriginalSlices slices;

    ExcerptProof(String original, Compressed form, Excerpt excerpt) {
        this.original = original;
        this.form = form;
        this.excerpt = excerpt;
        this.slices = new OriginalSlices(original);
    }

    /** What is wrong; empty if the form is proven. */
    Optional<String> refusal() {
        boolean page = excerpt.basis() == Excerpt.Basis.VISIBLE_WORDS;
        LeftOut.Unit everywhere = page ? LeftOut.Unit.MARKUP : LeftOut.Unit.CODE;
        List<LeftOut> parts =
                form.leftOut().stream().filter(gap -> gap.unit() != everywhere).toList();
        boolean codes = excerpt.basis() == Excerpt.Basis.CHARACTERS_WITHOUT_CODES;
        if (form.fidelity() != Fidelity.LOSSY) {
            return Optional.of("shorten gave a form of fidelity " + form.fidelity());
        }
        if (!excerpt.leftOut().equals(parts)) {
            return Optional.of("the form names other gaps than it lists: " + excerpt.leftOut() + " and " + parts);
        }
        if (!page && form.leftOut().size() - parts.size() != (codes ? 1 : 0)) {
            return Optional.of("control codes are left out and not listed once, or listed and not left out");
        }
        if (form.text().length() >= original.length()) {
            return Optional.of("the form is no shorter than the text");
        }
        try {
            return difference(filled());
        } catch (RuntimeException e) {
            return Optional.of("a gap names what the original does not have: " + e);
        }
    }

    private String filled() {
        StringBuilder filled = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                filled.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                filled.append(slices.fill(gap.leftOut(), excerpt.basis() == Excerpt.Basis.JSON_TOKENS));
            }
        }
        return filled.toString();
    }

    private Optional<String> difference(String filled) {
        return switch (excerpt.basis()) {
            case CHARACTERS -> LosslessCheck.difference(original, filled, Fidelity.BYTES);
            case CHARACTERS_WITHOUT_CODES ->
                LosslessCheck.difference(withoutCodes(original), withoutCodes(filled), Fidelity.BYTES);
            case JSON_TOKENS -> LosslessCheck.difference(document(original), document(filled), Fidelity.DATA);
            case VISIBLE_WORDS -> pageDifference(new PageText(original), new PageText(filled));
        };
    }

    private Optional<String> pageDifference(PageText page, PageText filled) {
        List<LeftOut> markup = form.leftOut().stream()
                .filter(gap -> gap.unit() == LeftOut.Unit.MARKUP)
                .toList();
        if (!page.markup().equals(markup)) {
            return Optional.of("the page has " + page.markup() + ", the form lists " + markup);
        }
        return LosslessCheck.difference(page.words(), filled.words(), Fidelity.BYTES)
                .or(() -> filled.linksAsIn(page)
                        ? Optional.empty()
                        : Optional.of("links " + filled.links() + " of a page with " + page.links()));
    }

    /** JSON Lines as one document. */
    private static String document(String text) {
        return JsonTokens.of(text).isPresent()
                ? text
                : text.lines().filter(line -> !line.isBlank()).collect(Collectors.joining(",", "[", "]"));
    }

    private static String withoutCodes(String text) {
        return CODE.matcher(text).replaceAll("");
    }

    /** Probes of the original that are neither shown nor within a gap (P4). */
    List<Probe> lostProbes() {
        ProbeCheck check = new ProbeCheck(any -> Optional.empty(), any -> Optional.of(shownAndRedeemed()));
        return check.check(facts(), form.text()).lost();
    }

    /** Where the facts are: codes have none, and those of markup are redeemed with the whole page. */
    private String facts() {
        return switch (excerpt.basis()) {
            case CHARACTERS, JSON_TOKENS -> original;
            case CHARACTERS_WITHOUT_CODES -> withoutCodes(original);
            case VISIBLE_WORDS -> new PageText(original).words();
        };
    }

    /** Where a part of a long cell is left out, its whole text is within the call's reach. */
    private String shownAndRedeemed() {
        StringBuilder all = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            if (piece instanceof Excerpt.Shown shown) {
                all.append(shown.text());
            } else if (piece instanceof Excerpt.Gap gap) {
                boolean part = gap.leftOut().unit() == LeftOut.Unit.CHARACTER;
                all.append('\n')
                        .append(part ? slices.text(gap.leftOut().path()) : slices.slice(gap.leftOut()))
                        .append('\n');
            }
        }
        if (excerpt.basis() == Excerpt.Basis.VISIBLE_WORDS) {
            return new PageText(all.toString()).words();
        }
        String text = withoutCodes(all.toString());
        return excerpt.basis() == Excerpt.Basis.JSON_TOKENS ? text + "\n" + OriginalSlices.unescaped(text) : text;
    }
}
