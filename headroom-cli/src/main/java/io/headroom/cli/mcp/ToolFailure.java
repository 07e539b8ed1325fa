package io.headroom.cli.mcp;

/** Ends a tool call with one line for the agent, which says what is wrong and what to do. */
final class ToolFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ToolFailure(String message) {
        super(message);
    }
}
