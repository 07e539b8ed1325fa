package io.headroom.provider.environment;

/** Continue, whose settings are a file that its users write by hand. */
public final class ContinueAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public ContinueAdapter() {
        super(ToolTable.bundled("continue"));
    }
}
