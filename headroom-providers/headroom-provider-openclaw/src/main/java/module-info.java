/** Wires OpenClaw. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.openclaw {
    requires io.headroom.api;
    requires static org.jspecify;
    requires tools.jackson.core;
}
