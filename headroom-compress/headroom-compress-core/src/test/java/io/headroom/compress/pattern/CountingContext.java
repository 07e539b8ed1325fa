package io.headroom.compress.pattern;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.CompressionStoppedException;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.pattern.PatternMiner;
import java.util.Map;

/** A context that estimates as C-304 says and stops the work at a limit of steps. */
final class CountingContext implements CompressionContext {
    private final long limit;
    private long steps;

    CountingContext(long limit) {
        this.limit = limit;
    }

    static CountingContext unlimited() {
        return new CountingContext(Long.MAX_VALUE);
    }

    long steps() {
        return steps;
    }

    @Override
    public Fidelity floor() {
        return Fidelity.BYTES;
    }

    @Override
    public boolean lossyAllowed() {
        return false;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public int estimate(CharSequence text) {
        int tokens = 0;
        int at = 0;
        while (at < text.length()) {
            int kind = kind(text.charAt(at));
            int start = at;
            while (at < text.length() && kind(text.charAt(at)) == kind) {
                at++;
            }
            tokens += kind == 0 ? (at - start + 6) / 7 : kind == 1 ? (at - start + 2) / 3 : 1;
        }
        return tokens;
    }

    private static int kind(char c) {
        return c >= '0' && c <= '9' ? 1 : Character.isLetter(c) ? 0 : Character.isWhitespace(c) ? 2 : 3;
    }

    @Override
    public PatternMiner patterns() {
        return new LineMiner(this);
    }

    @Override
    public void checkpoint(long more) {
        steps += more;
        if (steps > limit) {
            throw new CompressionStoppedException(CompressionStoppedException.Cause.WORK_LIMIT);
        }
    }
}
