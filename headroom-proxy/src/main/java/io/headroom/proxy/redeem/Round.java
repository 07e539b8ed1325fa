package io.headroom.proxy.redeem;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One complete answer of the provider.
 *
 * @param blocks what the model wrote, the calls of Headroom's tool among them
 * @param stopReason why it stopped
 * @param understood whether the blocks are all that was told
 */
record Round(List<Block> blocks, Optional<String> stopReason, boolean understood) {
    Round {
        blocks = List.copyOf(blocks);
    }

    /** The calls that Headroom answers. */
    List<Block> calls() {
        return blocks.stream().filter(Block::own).toList();
    }

    /** What the client gets to see. */
    List<Block> shown() {
        return blocks.stream().filter(block -> !block.own()).toList();
    }

    /** Whether the model waits for results of the client. */
    boolean asksClient() {
        return blocks.stream().anyMatch(Block::forClient);
    }

    boolean stoppedForTools() {
        return stopReason.filter("tool_use"::equals).isPresent();
    }

    /** The message of the model, as it can be sent back. */
    static Optional<String> message(List<Block> blocks) {
        String content =
                blocks.stream().filter(Block::replayable).map(Block::json).collect(Collectors.joining(","));
        return content.isEmpty()
                ? Optional.empty()
                : Optional.of("{\"role\":\"assistant\",\"content\":[" + content + "]}");
    }
}
