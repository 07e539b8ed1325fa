/** An adapter for a tool that Headroom does not know. */
module org.example.opencode {
    requires io.headroom.api;

    provides io.headroom.api.provider.ProviderAdapter with
            org.example.opencode.OpenCodeAdapter;
}
