package io.headroom.compress.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column as the decoder reads it from a header.
 *
 * @param path the path as it is spelled, by which other columns refer to it
 * @param steps the path step by step
 * @param type how its cells are read
 * @param parts the template of {@link Type#TEMPLATE}, {@link Type#NUMBER} and {@link Type#DERIVED}
 * @param constant the value of {@link Type#CONSTANT}
 * @param firstLabel the first label of {@link Type#LABELED}
 * @param lastLabel the last label of {@link Type#LABELED}
 */
record ColumnSpec(
        String path,
        List<Step> steps,
        Type type,
        List<Part> parts,
        @Nullable Constant constant,
        int firstLabel,
        int lastLabel) {

    /** How cells are read. */
    enum Type {
        PLAIN,
        TEXT,
        CONSTANT,
        TEMPLATE,
        NUMBER,
        DERIVED,
        LABELED,
        LIST,
        BELOW,
        SAME_BELOW;

        boolean hasCells() {
            return this != CONSTANT && this != DERIVED;
        }

        boolean isBelow() {
            return this == BELOW || this == SAME_BELOW;
        }
    }

    /** What a step of a path leads into. */
    enum StepKind {
        /** A member of an object. */
        MEMBER,
        /** An element of an array of a few. */
        ELEMENT,
        /** The JSON in a string. */
        JSON,
        /** The row itself. */
        ROW,
        /** The name of an entry. */
        NAME
    }

    /**
     * A step of a path.
     *
     * @param kind what it leads into
     * @param name the member's name or the element's number, else empty
     */
    record Step(StepKind kind, String name) {}

    /**
     * A piece of a template: literal text, a hole, or another column's value.
     *
     * @param kind what it is
     * @param text the literal text or the path of the other column
     */
    record Part(PartKind kind, String text) {}

    /** The kinds of pieces of a template. */
    enum PartKind {
        LITERAL,
        HOLE,
        COLUMN
    }

    /**
     * A constant.
     *
     * @param text a string, or JSON
     * @param string whether it is a string
     */
    record Constant(String text, boolean string) {}

    int holes() {
        int holes = 0;
        for (Part part : parts) {
            holes += part.kind() == PartKind.HOLE ? 1 : 0;
        }
        return holes;
    }
}
