/** Wires OpenClaw. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.openclaw {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.provider.ProviderAdapter with
            io.headroom.provider.openclaw.OpenClawAdapter;
}
