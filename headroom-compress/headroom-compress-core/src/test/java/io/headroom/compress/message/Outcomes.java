package io.headroom.compress.message;

import io.headroom.api.compress.Fidelity;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Outcome;
import io.headroom.compress.Reason;
import java.util.List;
import java.util.Optional;

/** Outcomes as an engine would give them, for tests that need no engine. */
final class Outcomes {
    private static final Outcome.Tokens TOKENS = new Outcome.Tokens(9, 9, Outcome.Tokens.Accuracy.ESTIMATED);

    private Outcomes() {}

    static Outcome compressed(String form) {
        return outcome(Outcome.Kind.COMPRESSED, Reason.OK, form);
    }

    static Outcome unchanged(CompressionRequest request, Reason reason) {
        return outcome(Outcome.Kind.UNCHANGED, reason, request.content().text());
    }

    private static Outcome outcome(Outcome.Kind kind, Reason reason, String form) {
        return new Outcome(
                kind,
                reason,
                Optional.empty(),
                form,
                Fidelity.BYTES,
                TOKENS,
                form.length(),
                form.length(),
                0,
                true,
                Optional.empty(),
                List.of());
    }
}
