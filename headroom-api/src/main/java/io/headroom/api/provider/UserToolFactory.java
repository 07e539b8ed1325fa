package io.headroom.api.provider;

/**
 * Makes adapters for tools that users describe in the settings. An adapter that implements this, too, offers to do so; the first one found
 * is asked. Like an adapter it has no state.
 */
public interface UserToolFactory {
    /**
     * Makes an adapter.
     *
     * @param tool what the user said about the tool, checked already
     * @return an adapter with the tool's id, of no less than any other adapter's behavior
     */
    ProviderAdapter adapter(UserTool tool);
}
