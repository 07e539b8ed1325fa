package io.headroom.provider.environment;

/** Aider. */
public final class AiderAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public AiderAdapter() {
        super(ToolTable.bundled("aider"));
    }
}
