package io.headroom.compress.engine;

import io.headroom.api.compress.Fidelity;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms.Settled;
import io.headroom.compress.settle.Memo;
import io.headroom.compress.settle.Wtf8;
import java.util.EnumSet;
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
 */
record Result(
        Reason reason,
        Optional<String> compressor,
        Optional<String> form,
        Fidelity fidelity,
        Outcome.Tokens tokens,
        long formBytes)
        implements Memo.Weighed {
    /** What follows from text and settings alone on any version needs no database. */
    private static final Set<Reason> EVIDENT = EnumSet.of(Reason.TOO_SMALL, Reason.TOO_LARGE, Reason.BINARY);

    static Result unchanged(Reason reason, Outcome.Tokens tokens) {
        return new Result(reason, Optional.empty(), Optional.empty(), Fidelity.BYTES, tokens, 0);
    }

    static Result form(String compressor, String form, Fidelity fidelity, Outcome.Tokens tokens) {
        long bytes = Wtf8.encode(form).length;
        return new Result(Reason.OK, Optional.of(compressor), Optional.of(form), fidelity, tokens, bytes);
    }

    static Result of(Settled settled, Outcome.Tokens.Accuracy counted) {
        Outcome.Tokens.Accuracy accuracy = settled.form().isPresent() ? counted : Outcome.Tokens.Accuracy.ESTIMATED;
        return new Result(
                settled.reason(),
                settled.compressor(),
                settled.form(),
                Fidelity.valueOf(settled.fidelity().toUpperCase(Locale.ROOT)),
                new Outcome.Tokens(settled.tokensBefore(), settled.tokensAfter(), accuracy),
                settled.form().map(form -> (long) Wtf8.encode(form).length).orElse(0L));
    }

    Settled settled(String key) {
        return new Settled(
                key,
                reason,
                compressor,
                form,
                fidelity.name().toLowerCase(Locale.ROOT),
                tokens.before(),
                tokens.after());
    }

    boolean needsStore() {
        return !EVIDENT.contains(reason);
    }

    @Override
    public long weight() {
        return form.map(text -> 2L * text.length()).orElse(0L);
    }
}
