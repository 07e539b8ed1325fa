package io.headroom.proxy.redeem;

import io.headroom.api.dialect.MalformedJsonException;
import io.headroom.proxy.redeem.JsonParts.Part;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private static final String PREFIX = "hidden-turn-1:";

    Shown {
        text = text.strip();
        calls = List.copyOf(calls);
        results = List.copyOf(results);
    }

    /**
     * Reads a message of a request.
     *
     * @throws MalformedJsonException if it is none
     */
    static Shown of(Part message) {
        Map<String, Part> members = message.members();
        StringBuilder text = new StringBuilder();
        List<String> calls = new ArrayList<>();
        List<String> results = new ArrayList<>();
        Part content = members.get("content");
        if (content != null && content.isArray()) {
            for (Part block : content.elements()) {
                Map<String, Part> inner = block.members();
                switch (string(inner, "type").orElse("")) {
                    case "text" -> string(inner, "text").ifPresent(text::append);
                    case "tool_use" -> string(inner, "id").ifPresent(calls::add);
                    case "tool_result" -> string(inner, "tool_use_id").ifPresent(results::add);
                    default -> {
                        // Nothing that every client sends back as it was.
                    }
                }
            }
        } else if (content != null) {
            content.string().ifPresent(text::append);
        }
        return new Shown(string(members, "role").orElse(""), text.toString(), calls, results);
    }

    /** The state of a conversation that had {@code before} and goes on with this message. */
    String after(String before) {
        return digest(List.of(before, role, text, String.join("\n", calls), String.join("\n", results)));
    }

    /**
     * The key under which the exchanges behind this message of the model are kept: its calls, whose ids nobody has twice, or else its
     * words and all that was said before.
     *
     * @param before the state of the conversation before it
     * @return empty if there is nothing by which it can be known again
     */
    Optional<String> key(String before) {
        if (!role.equals("assistant")) {
            return Optional.empty();
        }
        if (!calls.isEmpty()) {
            return Optional.of(PREFIX + digest(calls));
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(PREFIX + after(before));
    }

    private static Optional<String> string(Map<String, Part> members, String name) {
        return Optional.ofNullable(members.get(name)).flatMap(Part::string);
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
