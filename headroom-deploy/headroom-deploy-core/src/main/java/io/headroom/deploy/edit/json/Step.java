package io.headroom.deploy.edit.json;

/**
 * One difference between two documents.
 *
 * @param kind what differs
 * @param pointer where
 * @param json the value; not used by {@link Kind#REMOVE}
 */
record Step(Kind kind, Pointer pointer, String json) {
    /** What differs. */
    enum Kind {
        /** The entry has this value; objects on the way to it are made. */
        SET,
        /** The entry is gone. */
        REMOVE,
        /** The array has one element more, at the position that the pointer ends with. */
        INSERT
    }
}
