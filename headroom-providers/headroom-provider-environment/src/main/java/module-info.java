/** Wires tools that read environment variables. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.environment {
    requires io.headroom.api;
    requires static org.jspecify;
}
