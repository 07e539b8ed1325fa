/** Wires Codex. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.codex {
    requires io.headroom.api;
    requires static org.jspecify;
    requires org.tomlj;
}
