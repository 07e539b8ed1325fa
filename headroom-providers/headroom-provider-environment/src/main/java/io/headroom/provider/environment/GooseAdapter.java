package io.headroom.provider.environment;

/** Goose. */
public final class GooseAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public GooseAdapter() {
        super(ToolTable.bundled("goose"));
    }
}
