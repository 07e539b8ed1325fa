package io.headroom.workload;

/** How JSON is laid out. */
public enum Layout {
    /** No white space. */
    MIN,
    /** A space after commas and colons. */
    SPACED,
    /** A line for each member and element, indented by two spaces. */
    INDENT2
}
