package io.headroom.workload.probe;

/**
 * One fact of a text.
 *
 * @param kind what kind of fact
 * @param value the fact as the text spells it
 * @param key the member or column that it belongs to; empty if there is none
 */
public record Probe(Kind kind, String value, String key) {
    /** The kinds of facts. */
    public enum Kind {
        /** A number, together with its key where it has one. */
        NUMBER,
        /** A UUID, a hexadecimal id, a ticket like {@code ABC-123}. */
        ID,
        /** A path of a file. */
        PATH,
        /** A URL. */
        URL,
        /** A line or value that tells of an error. */
        ERROR_LINE,
        /** A word that the text has once, at a random place. */
        NEEDLE
    }
}
