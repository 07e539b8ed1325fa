package io.headroom.deploy.change;

import java.util.OptionalInt;

/**
 * Why a change cannot be planned. Nothing was changed.
 *
 * @param id the change
 * @param place the file, or what else it is about
 * @param line the line, from 1 on; empty if the reason has no place
 * @param column the column, from 1 on; empty if the reason has no place
 * @param reason why, in words that fit behind a colon
 * @param cause what would help
 */
public record Refusal(String id, String place, OptionalInt line, OptionalInt column, String reason, Cause cause) {
    /** What would help. */
    public enum Cause {
        /** Other contents, or another file. */
        CONTENT,
        /** More rights. */
        RIGHTS
    }

    /**
     * The refusal for a terminal (D-606).
     *
     * @return one sentence, ended by a full stop
     */
    public String text() {
        String where = line.isPresent() ? ", line " + line.getAsInt() + ", column " + column.orElse(1) : "";
        return "Cannot edit " + place + where + ": " + reason + ". Nothing was changed.";
    }
}
