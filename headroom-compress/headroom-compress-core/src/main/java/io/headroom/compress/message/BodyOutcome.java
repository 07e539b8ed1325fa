package io.headroom.compress.message;

import io.headroom.api.compress.Hint;
import io.headroom.compress.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * What became of a body.
 *
 * @param body what to send: the very array that came in if nothing was replaced
 * @param facts what the scan found; empty if the body could not be read
 * @param blocks the eligible texts in the order of the body
 * @param bypassed why nothing was read or replaced: {@code invalid_json}, {@code nothing_eligible}, {@code audit}, {@code off}, {@code fault} …
 */
public record BodyOutcome(byte[] body, Optional<Facts> facts, List<Block> blocks, Optional<String> bypassed) {
    /** What a scan tells about a request as a whole. */
    public record Facts(
            Optional<String> model, boolean streaming, List<String> offeredTools, Optional<String> conversationKey) {}

    /** One eligible text: its bytes in the original body, quotes included. */
    public record Block(int start, int end, Hint hint, Outcome outcome) {}
}
