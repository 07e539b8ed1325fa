package io.headroom.deploy.journal;

/**
 * A transaction that ended with its process.
 *
 * @param transaction its id
 * @param command what began it, such as {@code apply}
 * @param way what the next command does with it
 */
public record Unfinished(String transaction, String command, Way way) {
    /** What is done with a transaction that did not end. */
    public enum Way {
        /** It is rolled back: an apply, a start, an update. */
        BACK,
        /** It is completed: a removal, a stop. */
        ON
    }
}
