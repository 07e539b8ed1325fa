package io.headroom.proxy.wholeprocess;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Request bodies in which nothing can be compressed: a long conversation of users and models. Each has a fresh nonce, so that nobody can
 * remember it.
 */
final class Bodies {
    private static final String[] WORDS = {
        "the", "order", "price", "is", "rounded", "before", "tax", "and", "then", "again", "after", "it", "so", "a",
        "cent", "gets", "lost", "where", "coupon", "applies", "please", "look", "into", "cart", "service", "first"
    };
    private static final int MESSAGE = 1_500;

    private final SplittableRandom random = new SplittableRandom(16_01);
    private long nonce = System.nanoTime();

    /** The request shapes that are measured. */
    enum Shape {
        ANTHROPIC("/v1/messages"),
        OPENAI("/v1/chat/completions");

        private final String path;

        Shape(String path) {
            this.path = path;
        }

        String path() {
            return path;
        }
    }

    /** A body of about so many bytes. */
    byte[] of(Shape shape, int bytes) {
        StringBuilder out = new StringBuilder(bytes + 2_000);
        out.append(
                        shape == Shape.ANTHROPIC
                                ? "{\"model\":\"claude-sonnet-4-6\",\"max_tokens\":64"
                                : "{\"model\":\"gpt-5.5\"")
                .append(",\"messages\":[");
        String role = "user";
        message(out, role, "nonce " + nonce++ + " ");
        while (out.length() < bytes - MESSAGE) {
            role = role.equals("user") ? "assistant" : "user";
            out.append(',');
            message(out, role, "");
        }
        pad(out, bytes - 3);
        return out.append("]}").toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void message(StringBuilder out, String role, String start) {
        out.append("{\"role\":\"").append(role).append("\",\"content\":\"").append(start);
        int end = out.length() + 400 + random.nextInt(900);
        while (out.length() < end) {
            out.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(9) == 0 ? ".\\n" : " ");
        }
        out.append("\"}");
    }

    /** White space between tokens brings every body to the same size. */
    private static void pad(StringBuilder out, int length) {
        while (out.length() < length) {
            out.append(' ');
        }
    }
}
