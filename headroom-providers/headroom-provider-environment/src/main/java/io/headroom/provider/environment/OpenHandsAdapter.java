package io.headroom.provider.environment;

/** OpenHands. */
public final class OpenHandsAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public OpenHandsAdapter() {
        super(ToolTable.bundled("openhands"));
    }
}
