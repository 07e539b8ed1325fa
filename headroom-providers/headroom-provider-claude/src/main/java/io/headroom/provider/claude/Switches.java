package io.headroom.provider.claude;

import io.headroom.api.compress.Mode;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.Wiring;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claude Code switches things off when its base URL is not its maker's. Some can be switched on again; each of these is a variable of its
 * own, and stays the user's where the user has set it.
 */
final class Switches {
    static final String TOOL_SEARCH = "ENABLE_TOOL_SEARCH";
    static final String FINE_GRAINED = "CLAUDE_CODE_ENABLE_FINE_GRAINED_TOOL_STREAMING";
    static final String FIRST_PARTY = "_CLAUDE_CODE_ASSUME_FIRST_PARTY_BASE_URL";
    private static final String MAKER = "https://api.anthropic.com";
    private static final Set<Mode> UNCHANGING = Set.of(Mode.OFF, Mode.AUDIT);

    private final Wiring wiring;
    private final Layers layers;

    Switches(Wiring wiring, Layers layers) {
        this.wiring = wiring;
        this.layers = layers;
    }

    /** What the guide and {@code apply} tell about a custom base URL. */
    static List<LostFeature> lost() {
        String measured = "measured with Claude Code 2.1.329";
        return List.of(
                new LostFeature(
                        "Loading of tool definitions on demand (30,000 to 100,000 tokens per prompt)",
                        "measured with Claude Code 2.1.197; on by default again in 2.1.329",
                        Optional.of(TOOL_SEARCH + "=true"),
                        Optional.of("in older versions")),
                new LostFeature(
                        "Contexts of one million tokens",
                        "the manual of Claude Code",
                        Optional.of("headroom wrap claude --1m"),
                        Optional.of("in versions that tie it to the host name")),
                new LostFeature(
                        "Fine-grained streaming of tool inputs",
                        measured,
                        Optional.of(FINE_GRAINED + "=1"),
                        Optional.of("set by itself where the upstream is " + MAKER)),
                new LostFeature(
                        "Request ids, some beta features, the cache scope of shared prompts",
                        measured,
                        Optional.of(FIRST_PARTY + "=1"),
                        Optional.of("only with --first-party, in the modes off and audit")),
                new LostFeature(
                        "Remote Control",
                        "the program says so itself",
                        Optional.empty(),
                        Optional.of("start claude unwired for it")),
                new LostFeature(
                        "Settings that a server manages",
                        measured,
                        Optional.empty(),
                        Optional.of("for accounts of organizations")));
    }

    /** The switches to set, by variable. */
    Map<String, String> variables() {
        Map<String, String> set = new LinkedHashMap<>();
        Optional<String> wish = wiring.choice("tool-search");
        if (wish.isPresent()) {
            // An explicit wish is stronger than a value that is there already.
            set.put(TOOL_SEARCH, wish.get());
        } else if (!wiring.asks(Wiring.Option.NO_CLIENT_SWITCHES)) {
            offer(TOOL_SEARCH, "true", set);
        }
        if (!wiring.asks(Wiring.Option.NO_CLIENT_SWITCHES) && forwardsToMaker()) {
            offer(FINE_GRAINED, "1", set);
        }
        if (asksFirstParty() && firstPartyIsSafe()) {
            offer(FIRST_PARTY, "1", set);
        }
        return set;
    }

    /** Why a wish was not granted, or what it means. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (asksFirstParty()) {
            notes.add(
                    firstPartyIsSafe()
                            ? "The switch behind --first-party is undocumented and may change with any version of Claude Code"
                            : "--first-party is left out: it is for the upstream " + MAKER
                                    + " and the modes off and audit");
        }
        return notes;
    }

    /** Whether a wish is one that Claude Code understands. */
    static boolean isToolSearch(String value) {
        return value.matches("true|false|auto|auto:(100|[1-9]?[0-9])");
    }

    boolean asksFirstParty() {
        return wiring.choices().containsKey("first-party");
    }

    boolean firstPartyIsSafe() {
        return forwardsToMaker() && UNCHANGING.contains(wiring.mode());
    }

    private boolean forwardsToMaker() {
        return Optional.ofNullable(wiring.upstreams().get("anthropic"))
                .filter(upstream -> BaseUrl.same(upstream.toString(), MAKER))
                .isPresent();
    }

    /** Sets a switch unless the user has another value; one of the same value may be ours, and a plan must stay the same. */
    private void offer(String name, String value, Map<String, String> set) {
        if (layers.all(name).stream().allMatch(setting -> setting.value().equals(value))) {
            set.put(name, value);
        }
    }
}
