package io.headroom.proxy.prefix;

import io.headroom.proxy.json.ByteParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the trail of a prompt out of a body. Of each part only the plain values count, and not those by which clients mark what is to be
 * cached: such marks move from message to message while a conversation grows, and a text may then stand as a string or in a list of one
 * block, which is the same to the model. Thread-safe.
 */
final class PromptReader {
    /** The members of a cache mark; as names of types they tell nothing that the other values do not. */
    private static final Set<String> MARKS = Set.of("type", "ttl");

    /** Claude Code begins its system prompt with a line that differs from request to request, and that the provider takes off. */
    private static final byte[] BILLING = "\"x-anthropic-billing-header:".getBytes(StandardCharsets.US_ASCII);

    private static final long PRIME = 0x9E37_79B9_7F4A_7C15L;

    private final ByteParser parsers = new ByteParser();

    private record Part(long sum, int offset) {}

    /**
     * Reads a body.
     *
     * @param members the names of the members that make up the prompt, in the provider's order
     * @return empty if this is no JSON object, or has none of the members
     */
    Optional<PromptTrail> read(byte[] body, List<String> members) {
        Reading reading = new Reading(body);
        try (JsonParser parser = parsers.open(body, 0, body.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken token = parser.nextToken();
                if (members.contains(name)) {
                    reading.member(parser, token, name);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
        return reading.trail(members);
    }

    private static long mixed(long sum, long value) {
        long mixed = (sum ^ value) * PRIME;
        return mixed ^ mixed >>> 32;
    }

    /** One body while it is read. */
    private static final class Reading {
        private final byte[] body;
        private final Map<String, List<Part>> found = new HashMap<>();
        private final CRC32C checksum = new CRC32C();
        private boolean longLived;

        Reading(byte[] body) {
            this.body = body;
        }

        void member(JsonParser parser, JsonToken first, String name) {
            List<Part> parts = found.computeIfAbsent(name, key -> new ArrayList<>());
            if (first != JsonToken.START_ARRAY) {
                parts.add(part(parser, first));
                return;
            }
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                parts.add(part(parser, token));
            }
        }

        private Part part(JsonParser parser, JsonToken first) {
            int offset = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            long sum = 1;
            int depth = 0;
            String name = "";
            JsonToken token = first;
            while (true) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else if (token == JsonToken.PROPERTY_NAME) {
                    name = parser.currentName();
                } else if (!MARKS.contains(name)) {
                    sum = mixed(sum, value(parser));
                } else if (name.equals("ttl") && parser.getString().equals("1h")) {
                    longLived = true;
                }
                if (depth == 0) {
                    return new Part(sum, offset);
                }
                token = parser.nextToken();
            }
        }

        private long value(JsonParser parser) {
            int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
            parser.finishToken();
            int length = Math.toIntExact(parser.currentLocation().getByteOffset()) - from;
            if (length > BILLING.length
                    && Arrays.equals(body, from, from + BILLING.length, BILLING, 0, BILLING.length)) {
                return 0;
            }
            checksum.reset();
            checksum.update(body, from, length);
            return checksum.getValue() << 32 | length;
        }

        Optional<PromptTrail> trail(List<String> members) {
            List<Part> parts = new ArrayList<>();
            members.forEach(name -> parts.addAll(found.getOrDefault(name, List.of())));
            if (parts.isEmpty()) {
                return Optional.empty();
            }
            long[] sums = new long[parts.size()];
            int[] offsets = new int[parts.size()];
            long sum = 0;
            for (int i = 0; i < sums.length; i++) {
                sum = mixed(sum, parts.get(i).sum());
                sums[i] = sum;
                offsets[i] = parts.get(i).offset();
            }
            return Optional.of(new PromptTrail(sums, offsets, longLived));
        }
    }
}
