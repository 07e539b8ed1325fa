/** Wires Claude Code. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.claude {
    requires io.headroom.api;
    requires static org.jspecify;
    requires tools.jackson.core;
}
