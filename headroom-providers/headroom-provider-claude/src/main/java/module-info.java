/** Wires Claude Code. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.claude {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.provider.ProviderAdapter with
            io.headroom.provider.claude.ClaudeAdapter;
}
