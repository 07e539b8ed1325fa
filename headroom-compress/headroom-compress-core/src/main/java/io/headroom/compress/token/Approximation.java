package io.headroom.compress.token;

import io.headroom.api.token.Tokenizer;
import java.util.List;

/** Stands in for a vocabulary that is not public: shows another one's count times a factor, and never as exact. */
final class Approximation implements StoppableTokenizer {
    private final String family;
    private final StoppableTokenizer base;
    private final int percent;
    private final List<Tokenizer> yardsticks;

    Approximation(String family, StoppableTokenizer base, int percent, List<Tokenizer> yardsticks) {
        this.family = family;
        this.base = base;
        this.percent = percent;
        this.yardsticks = List.copyOf(yardsticks);
    }

    @Override
    public String family() {
        return family;
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public int count(CharSequence text, int limit, Runnable pulse) {
        long baseLimit = limit == Integer.MAX_VALUE ? limit : limit * 100L / percent + 1;
        long scaled =
                (base.count(text, (int) Math.min(Integer.MAX_VALUE, baseLimit), pulse) * (long) percent + 50) / 100;
        return (int) Math.min(Integer.MAX_VALUE, scaled);
    }

    @Override
    public List<Tokenizer> yardsticks() {
        return yardsticks;
    }
}
