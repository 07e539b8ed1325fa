package io.headroom.provider.environment;

/** Mistral Vibe, which works with its own upstream alone. */
public final class VibeAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public VibeAdapter() {
        super(ToolTable.bundled("vibe"));
    }
}
