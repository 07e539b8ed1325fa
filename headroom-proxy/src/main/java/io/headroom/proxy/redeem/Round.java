package io.headroom.proxy.redeem;

import java.util.List;
import java.util.Optional;

/**
 * One complete answer of the provider.
 *
 * @param blocks what the model wrote, the calls of Headroom's tool among them
 * @param regular whether it ended in the way that calls of tools end an answer, not at a limit
 * @param understood whether the blocks are all that was told
 * @param id by what the provider remembers the answer; empty where it forgets it
 */
record Round(List<Block> blocks, boolean regular, boolean understood, Optional<String> id) {
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
}
