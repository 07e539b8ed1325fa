package io.headroom.proxy.prefix;

import io.headroom.api.exchange.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The last prompts of each conversation, and what a provider should have had of them in its cache. A session has several lines: the agent's
 * own, those of agents that it started, and small questions in between. Those used last are kept. Thread-safe.
 *
 * <p>Anthropic keeps a prompt for five minutes or an hour from its last use on, and reports what it wrote to its cache. OpenAI reports what
 * it read alone, in steps of 128 tokens, and has prompts of 1,024 tokens and more in its cache for at least five minutes.
 */
final class Lineages {
    private static final int MOST_LINES = 2_000;
    private static final int MOST_LINES_OF_A_SESSION = 8;
    private static final int MOST_PARTS = 500_000;
    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);
    private static final long STEP = 128;
    private static final long LEAST = 1_024;

    private final Map<String, List<Tip>> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private int lines;
    private int parts;

    /** The end of a line: its last prompt, and how many of its tokens are in the provider's cache. */
    private record Tip(Prompt prompt, long cached) {}

    /**
     * Takes note of a prompt that was answered.
     *
     * @param usage what the provider reported
     * @return why less was read from the cache than it should have held; empty if all of it was read, or the provider tells nothing of a
     *     cache
     */
    synchronized Optional<Miss> answered(Prompt prompt, Usage usage) {
        List<Tip> tips = sessions.computeIfAbsent(prompt.session(), key -> new ArrayList<>());
        Optional<Tip> before = before(tips, prompt);
        Optional<Miss> miss = usage.cacheRead().isPresent()
                ? miss(prompt, before, usage, usage.cacheRead().getAsLong())
                : Optional.empty();
        before.filter(tip -> prompt.came().startsWith(tip.prompt().came())).ifPresent(tip -> remove(tips, tip));
        if (tips.size() == MOST_LINES_OF_A_SESSION) {
            remove(tips, tips.get(0));
        }
        tips.add(new Tip(prompt, cached(usage)));
        lines++;
        parts += prompt.size();
        forget(prompt.session());
        return miss;
    }

    /** The prompt of the session that was sent before and has most in common with this one; of several, the last. */
    private static Optional<Tip> before(List<Tip> tips, Prompt prompt) {
        return tips.stream()
                .filter(tip -> tip.prompt().at().isBefore(prompt.at()))
                .filter(tip -> tip.prompt().came().common(prompt.came()) > 0)
                .max(Comparator.<Tip>comparingInt(tip -> tip.prompt().came().common(prompt.came()))
                        .thenComparing(tip -> tip.prompt().at()));
    }

    private static Optional<Miss> miss(Prompt prompt, Optional<Tip> before, Usage usage, long read) {
        if (before.isEmpty()) {
            return read == 0 && cached(usage) > 0
                    ? Optional.of(new Miss(MissCause.COLD, OptionalInt.empty(), OptionalInt.empty(), 0, 0))
                    : Optional.empty();
        }
        Tip tip = before.get();
        boolean changedByUs = prompt.came().startsWith(tip.prompt().came())
                && prompt.treatment().equals(tip.prompt().treatment())
                && prompt.model().equals(tip.prompt().model())
                && !prompt.went().startsWith(tip.prompt().went());
        return read >= tip.cached() && !changedByUs ? Optional.empty() : Optional.of(attributed(prompt, tip, read));
    }

    private static Miss attributed(Prompt prompt, Tip tip, long read) {
        int common = prompt.came().common(tip.prompt().came());
        if (!prompt.model().equals(tip.prompt().model())) {
            return new Miss(MissCause.MODEL_CHANGED, OptionalInt.empty(), OptionalInt.empty(), tip.cached(), read);
        }
        if (common < tip.prompt().came().parts()) {
            return new Miss(
                    MissCause.CLIENT_CHANGED,
                    OptionalInt.of(common),
                    prompt.came().offset(common),
                    tip.cached(),
                    read);
        }
        if (!prompt.went().startsWith(tip.prompt().went())) {
            MissCause cause = prompt.treatment().equals(tip.prompt().treatment())
                    ? MissCause.PROXY_CHANGED
                    : MissCause.SETTINGS_CHANGED;
            return new Miss(
                    cause,
                    OptionalInt.of(prompt.went().common(tip.prompt().went())),
                    OptionalInt.empty(),
                    tip.cached(),
                    read);
        }
        Duration kept = tip.prompt().came().longLived() ? LONG : SHORT;
        boolean late = Duration.between(tip.prompt().at(), prompt.at()).compareTo(kept) > 0;
        return new Miss(
                late ? MissCause.TTL : MissCause.PROVIDER,
                OptionalInt.empty(),
                OptionalInt.empty(),
                tip.cached(),
                read);
    }

    /** How much of a prompt the provider has in its cache after it answered. */
    private static long cached(Usage usage) {
        long read = usage.cacheRead().orElse(0);
        if (usage.cacheWrite().isPresent()) {
            return read + usage.cacheWrite().getAsLong();
        }
        long whole = read + usage.freshInput().orElse(0);
        // The end of a prompt is laid out anew when the answer to it follows, so that the last step need not be found
        // again.
        return whole < LEAST ? 0 : whole / STEP * STEP - STEP;
    }

    private void remove(List<Tip> tips, Tip tip) {
        tips.remove(tip);
        lines--;
        parts -= tip.prompt().size();
    }

    private void forget(String current) {
        Iterator<Map.Entry<String, List<Tip>>> eldest = sessions.entrySet().iterator();
        while (lines > MOST_LINES || parts > MOST_PARTS) {
            Map.Entry<String, List<Tip>> session = eldest.next();
            if (session.getKey().equals(current)) {
                return;
            }
            List.copyOf(session.getValue()).forEach(tip -> remove(session.getValue(), tip));
            eldest.remove();
        }
    }
}
