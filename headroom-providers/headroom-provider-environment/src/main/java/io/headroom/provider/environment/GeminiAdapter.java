package io.headroom.provider.environment;

/** Gemini CLI. */
public final class GeminiAdapter extends EnvironmentAdapter {
    /** Makes the adapter; found by name. */
    public GeminiAdapter() {
        super(ToolTable.bundled("gemini"));
    }
}
