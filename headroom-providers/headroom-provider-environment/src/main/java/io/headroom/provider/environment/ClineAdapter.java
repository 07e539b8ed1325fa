package io.headroom.provider.environment;

/** Cline, whose settings are a screen of an editor. */
public final class ClineAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public ClineAdapter() {
        super(ToolTable.bundled("cline"));
    }
}
