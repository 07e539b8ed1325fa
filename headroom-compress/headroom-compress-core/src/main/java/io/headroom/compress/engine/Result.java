package io.headroom.compress.engine;

import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms.Settled;
import io.headroom.compress.retrieve.Footer;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.settle.Memo;
import io.headroom.compress.settle.Wtf8;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What became of a content under a policy key, without what differs from request to request.
 *
 * @param reason why it was or was not replaced
 * @param compressor whose form it is
 * @param form the form; empty if the content stays
 * @param fidelity what the form keeps
 * @param tokens the figures
 * @param formBytes the form's length in UTF-8; 0 if the content stays
 * @param shortened what a lossy form leaves out
 * @param lossless what stands in for a lossy form whose original cannot be kept; known only until that is
 */
record Result(
        Reason reason,
        Optional<String> compressor,
        Optional<String> form,
        Fidelity fidelity,
        Outcome.Tokens tokens,
        long formBytes,
        Optional<Shortened> shortened,
        Optional<Result> lossless)
        implements Memo.Weighed {
    /** What follows from text and settings alone on any version needs no database. */
    private static final Set<Reason> EVIDENT = EnumSet.of(Reason.TOO_SMALL, Reason.TOO_LARGE, Reason.BINARY);

    /**
     * The lossy part of a result.
     *
     * @param id the id that the form prints
     * @param leftOut what the form does not show
     */
    record Shortened(String id, List<LeftOut> leftOut) {}

    static Result unchanged(Reason reason, Outcome.Tokens tokens) {
        return new Result(
                reason,
                Optional.empty(),
                Optional.empty(),
                Fidelity.BYTES,
                tokens,
                0,
                Optional.empty(),
                Optional.empty());
    }

    static Result form(String compressor, String form, Fidelity fidelity, Outcome.Tokens tokens) {
        long bytes = Wtf8.encode(form).length;
        return new Result(
                Reason.OK,
                Optional.of(compressor),
                Optional.of(form),
                fidelity,
                tokens,
                bytes,
                Optional.empty(),
                Optional.empty());
    }

    static Result shortened(
            String compressor, String form, Outcome.Tokens tokens, Shortened shortened, Result lossless) {
        long bytes = Wtf8.encode(form).length;
        return new Result(
                Reason.OK,
                Optional.of(compressor),
                Optional.of(form),
                Fidelity.LOSSY,
                tokens,
                bytes,
                Optional.of(shortened),
                Optional.of(lossless));
    }

    /** The same for another reason. */
    Result because(Reason other) {
        return new Result(other, compressor, form, fidelity, tokens, formBytes, shortened, lossless);
    }

    /** The same once its original is kept. */
    Result kept() {
        return new Result(reason, compressor, form, fidelity, tokens, formBytes, shortened, Optional.empty());
    }

    static Result of(Settled settled, Outcome.Tokens.Accuracy counted) {
        Outcome.Tokens.Accuracy accuracy = settled.form().isPresent() ? counted : Outcome.Tokens.Accuracy.ESTIMATED;
        Fidelity fidelity = Fidelity.valueOf(settled.fidelity().toUpperCase(Locale.ROOT));
        // A form without an id of ours is redeemed by nobody, and so is never used.
        Optional<Shortened> shortened = settled.form()
                .filter(form -> fidelity == Fidelity.LOSSY)
                .map(form ->
                        new Shortened(Footer.id(form).map(RetrievalId::toString).orElse(""), settled.leftOut()));
        return new Result(
                settled.reason(),
                settled.compressor(),
                settled.form(),
                fidelity,
                new Outcome.Tokens(settled.tokensBefore(), settled.tokensAfter(), accuracy),
                settled.form().map(form -> (long) Wtf8.encode(form).length).orElse(0L),
                shortened,
                Optional.empty());
    }

    Settled settled(String key) {
        return new Settled(
                key,
                reason,
                compressor,
                form,
                fidelity.name().toLowerCase(Locale.ROOT),
                tokens.before(),
                tokens.after(),
                shortened.map(Shortened::leftOut).orElse(List.of()));
    }

    boolean needsStore() {
        return !EVIDENT.contains(reason);
    }

    @Override
    public long weight() {
        return form.map(text -> 2L * text.length()).orElse(0L)
                + lossless.map(Result::weight).orElse(0L);
    }
}
