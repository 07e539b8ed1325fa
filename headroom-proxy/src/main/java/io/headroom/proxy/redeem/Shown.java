package io.headroom.proxy.redeem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What tells a message from others, whoever writes it down: who speaks, the words, and the ids of calls. Clients move cache breakpoints,
 * write texts as strings or as blocks, leave thinking out and clear old results, so none of that counts.
 *
 * @param role who speaks
 * @param text all texts, without white space around them
 * @param calls the ids of the calls that it makes
 * @param results the ids of the calls that it answers
 */
record Shown(String role, String text, List<String> calls, List<String> results) {
    /** The role of the model, whatever an API calls it. */
    static final String MODEL = "assistant";

    private static final String PREFIX = "hidden-turn-1:";
    /** Shorter ids are names and numbers, which other conversations have, too. */
    private static final int SHORTEST_UNIQUE_ID = 20;

    private static final Set<String> RULES = Set.of("system", "developer");

    Shown {
        text = text.strip();
        calls = List.copyOf(calls);
        results = List.copyOf(results);
    }

    /** The state of a conversation that had {@code before} and goes on with this message. */
    String after(String before) {
        // Rules may tell the time; what was said since is the same conversation.
        return RULES.contains(role)
                ? before
                : digest(List.of(before, role, text, String.join("\n", calls), String.join("\n", results)));
    }

    /**
     * The key under which the exchanges behind this message of the model are kept: its calls, if nobody has their ids twice, or else its
     * words and all that was said before.
     *
     * @param before the state of the conversation before it
     * @return empty if there is nothing by which it can be known again
     */
    Optional<String> key(String before) {
        if (!role.equals(MODEL)) {
            return Optional.empty();
        }
        if (!calls.isEmpty() && calls.stream().allMatch(id -> id.length() >= SHORTEST_UNIQUE_ID)) {
            return Optional.of(PREFIX + digest(calls));
        }
        return text.isEmpty() && calls.isEmpty() ? Optional.empty() : Optional.of(PREFIX + after(before));
    }

    /** The key under which results are kept for who goes on from an answer that the provider remembers. */
    static String follower(String answer) {
        return PREFIX + "after:" + digest(List.of(answer));
    }

    private static String digest(List<String> values) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                sha.update(bytes);
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
