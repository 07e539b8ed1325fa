package io.headroom.compress.engine;

import io.headroom.api.token.Tokenizer;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.CompressionSettings;
import io.headroom.compress.Outcome.Tokens;
import io.headroom.compress.Reason;
import io.headroom.compress.policy.Policy;
import io.headroom.compress.policy.Verdict;
import io.headroom.compress.settle.ContentHash;
import java.util.Optional;

/** The first look at a request: may it be compressed at all, and if so, under which key. Immutable. */
final class Intake {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final Policy policy;
    private final Eligibility eligibility;
    private final PolicyKeys keys;
    private final Tokenizers tokenizers;

    Intake(CompressionSettings settings, Tokenizers tokenizers, String tenant) {
        this.policy = new Policy(
                settings.excludedTools(),
                settings.toolModes(),
                settings.outlines() ? Verdict.Shortening.OUTLINES : Verdict.Shortening.NEVER,
                settings.mode());
        this.eligibility = new Eligibility(settings.limits());
        this.keys = new PolicyKeys(settings, tenant);
        this.tokenizers = tokenizers;
    }

    Span take(CompressionRequest request, long now) {
        String text = request.content().text();
        Verdict verdict = policy.judge(request.hint(), request.mode());
        Optional<Reason> refused = refused(verdict).or(() -> eligibility.refuse(text));
        if (refused.isPresent()) {
            return Span.decided(request, verdict.mode(), Result.unchanged(refused.get(), guess(text)), now);
        }
        Tokenizer tokenizer = tokenizers.of(request.hint().model());
        ContentHash hash = ContentHash.of(text);
        String key = hash.hex() + '.' + keys.key(verdict, request.hint(), request.channel(), tokenizer.family());
        Job.Content content =
                new Job.Content(text, hash.hex(), verdict.origin(), tokenizer, shortening(verdict, request));
        return Span.eligible(request, verdict.mode(), new Span.Identity(key, content), hash.bytes(), now);
    }

    /** The class of a request's origin. */
    Verdict judge(CompressionRequest request) {
        return policy.judge(request.hint(), request.mode());
    }

    private static Optional<Reason> refused(Verdict verdict) {
        return switch (verdict.treatment()) {
            case COMPRESS -> Optional.empty();
            case OFF -> Optional.of(Reason.POLICY);
            case EXCLUDED -> Optional.of(Reason.EXCLUDED);
            case RETRIEVED -> Optional.of(Reason.OWN_OUTPUT);
        };
    }

    private static Job.Shortening shortening(Verdict verdict, CompressionRequest request) {
        if (verdict.shortening() == Verdict.Shortening.NEVER) {
            return new Job.Forbidden(Reason.POLICY);
        }
        if (!PolicyKeys.lossyThinkable(verdict, request.channel())) {
            return new Job.Forbidden(Reason.NO_CHANNEL);
        }
        return new Job.Allowed(
                LossyBudget.of(verdict.terms(), request.hint().error()),
                request.channel(),
                verdict.shortening() == Verdict.Shortening.OUTLINES);
    }

    /** Not even estimated: such texts may be huge, and nothing depends on the figure. */
    private static Tokens guess(String text) {
        int tokens = (text.length() + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
        return new Tokens(tokens, tokens, Tokens.Accuracy.ESTIMATED);
    }
}
