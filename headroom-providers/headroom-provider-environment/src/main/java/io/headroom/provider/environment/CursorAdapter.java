package io.headroom.provider.environment;

/** Cursor, whose settings are a screen. */
public final class CursorAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public CursorAdapter() {
        super(ToolTable.bundled("cursor"));
    }
}
