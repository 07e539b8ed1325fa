package io.headroom.proxy.redeem;

import java.util.Optional;

/**
 * How the answer to a model call comes and goes: takes the upstream's bytes of one round after the other and writes those of the one
 * message that the client gets. Used by one thread.
 */
interface AnswerShape {
    /** Takes bytes; anything may be thrown for bytes that are not understood. */
    void feed(byte[] bytes, int length);

    /** The upstream's body came to its end. */
    void sourceEnded();

    /** The round, once it is complete; empty for one that went through as it came. */
    Optional<Round> round();

    /** Whether the client got, so far, what the upstream sent, and nothing was taken from it. */
    boolean untouched();

    /** Writes what was held back, as it came; what still comes goes through unread. */
    void raw();

    /** Whether the latest round showed the client anything. */
    boolean shownInRound();

    /** Begins with the next round; nothing of the end of the last one was written. */
    void next();

    /** Writes the end of the message of a round that is complete. */
    void end(ModelApi.Ending ending);

    /** Writes the end of a message whose latest round broke off: what was said so far, and a normal stop. */
    void cutOff();

    /** Writes something that says nothing, so that the client knows that this goes on. */
    void ping();
}
