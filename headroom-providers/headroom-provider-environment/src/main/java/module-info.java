/** Wires tools that read environment variables: one table, and one provider for each of its rows. */
@org.jspecify.annotations.NullMarked
module io.headroom.provider.environment {
    requires io.headroom.api;
    requires static org.jspecify;

    provides io.headroom.api.provider.ProviderAdapter with
            io.headroom.provider.environment.AiderAdapter,
            io.headroom.provider.environment.ClineAdapter,
            io.headroom.provider.environment.ContinueAdapter,
            io.headroom.provider.environment.CopilotAdapter,
            io.headroom.provider.environment.CursorAdapter,
            io.headroom.provider.environment.GeminiAdapter,
            io.headroom.provider.environment.GooseAdapter,
            io.headroom.provider.environment.OpenHandsAdapter,
            io.headroom.provider.environment.RunAdapter,
            io.headroom.provider.environment.VibeAdapter;
}
