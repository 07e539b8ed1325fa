package io.headroom.compress.message;

import io.headroom.api.compress.Hint;
import io.headroom.compress.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of a body.
 *
 * @param body what to send: the very array that came in if nothing was replaced. It is handed over, not copied
 * @param facts what the scan found; empty if the body was not read, or could not be
 * @param blocks the eligible texts in the order of the body, each with what the engine decided; empty if the engine was not asked
 * @param bypassed why the body stayed as a whole: {@link #OFF}, {@link #AUDIT}, {@link #INVALID_JSON}, {@link #NOTHING_ELIGIBLE} or
 *     {@link #FAULT}. Empty if the engine was asked, and its outcomes tell the rest
 * @param work what it took
 */
public record BodyOutcome(
        byte[] body, Optional<Facts> facts, List<Block> blocks, Optional<String> bypassed, Work work) {
    /** Bypassed because the mode is off; the body was not read. */
    public static final String OFF = "off";

    /** Bypassed because the mode only measures. */
    public static final String AUDIT = "audit";

    /** Bypassed because the body is no JSON object in strict UTF-8, nested at most 500 deep, without doubled keys where we read. */
    public static final String INVALID_JSON = "invalid_json";

    /** Bypassed because the body holds no text of a tool's result. */
    public static final String NOTHING_ELIGIBLE = "nothing_eligible";

    /** Bypassed because something of ours failed. */
    public static final String FAULT = "fault";

    /** Checks that nothing is null, and copies the list. */
    public BodyOutcome {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(facts, "facts");
        Objects.requireNonNull(bypassed, "bypassed");
        Objects.requireNonNull(work, "work");
        blocks = List.copyOf(blocks);
    }

    /**
     * What became of a body, where nobody measured.
     *
     * @param body what to send
     * @param facts what the scan found
     * @param blocks the eligible texts
     * @param bypassed why the body stayed as a whole
     */
    public BodyOutcome(byte[] body, Optional<Facts> facts, List<Block> blocks, Optional<String> bypassed) {
        this(body, facts, blocks, bypassed, Work.NONE);
    }

    /**
     * What it took to decide about a body. For figures only: nothing depends on it.
     *
     * @param scan the time for finding the texts
     * @param engine the time for deciding about them, the wait for a cold engine included
     * @param splice the time for putting the forms in their places, and for the comparison afterwards
     * @param strayBytes bytes outside the replaced texts that were not as they came. The body was not used then, so that none of them was
     *     sent; there must never be any
     */
    public record Work(Duration scan, Duration engine, Duration splice, long strayBytes) {
        /** Nothing was done. */
        public static final Work NONE = new Work(Duration.ZERO, Duration.ZERO, Duration.ZERO, 0);

        /** Checks that nothing is null. */
        public Work {
            Objects.requireNonNull(scan, "scan");
            Objects.requireNonNull(engine, "engine");
            Objects.requireNonNull(splice, "splice");
        }
    }

    /**
     * What a scan tells about a request as a whole.
     *
     * @param model the model that is asked, if the body names one
     * @param streaming whether the body asks for a stream of events
     * @param offeredTools the names of the tools that the request offers, in the order of the body
     * @param conversationKey a value of the body that tells conversations apart, if it has one
     */
    public record Facts(
            Optional<String> model, boolean streaming, List<String> offeredTools, Optional<String> conversationKey) {
        /** Checks that nothing is null, and copies the list. */
        public Facts {
            Objects.requireNonNull(model, "model");
            Objects.requireNonNull(conversationKey, "conversationKey");
            offeredTools = List.copyOf(offeredTools);
        }
    }

    /**
     * One eligible text.
     *
     * @param start the offset of its opening quote in the original body
     * @param end the offset after its closing quote in the original body
     * @param hint where it came from
     * @param outcome what the engine decided
     */
    public record Block(int start, int end, Hint hint, Outcome outcome) {
        /** Checks that nothing is null. */
        public Block {
            Objects.requireNonNull(hint, "hint");
            Objects.requireNonNull(outcome, "outcome");
        }

        /**
         * Whether a form stands in the body instead of the text.
         *
         * @return whether it was replaced
         */
        public boolean isReplaced() {
            return outcome.kind() == Outcome.Kind.COMPRESSED;
        }
    }
}
