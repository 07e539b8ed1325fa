/** Wires Codex. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.codex {
    requires io.headroom.api;
    requires static org.jspecify;
    requires org.tomlj;

    provides io.headroom.api.provider.ProviderAdapter with
            io.headroom.provider.codex.CodexAdapter;
}
