package io.headroom.api.compress;

import java.util.Objects;

/**
 * The way by which whoever reads a shortened text can ask for what was left out. It is chosen from what the request itself offers.
 *
 * @param kind which way
 * @param name for {@link Kind#TOOL}, the tool's name as the request shows it; otherwise empty
 */
public record RetrievalChannel(Kind kind, String name) {
    private static final RetrievalChannel NONE = new RetrievalChannel(Kind.NONE, "");
    private static final RetrievalChannel CLI = new RetrievalChannel(Kind.CLI, "");

    /** The ways back. */
    public enum Kind {
        /** There is no way back: only lossless forms may be used. */
        NONE,
        /** The reader has a shell and can run {@code headroom retrieve}. */
        CLI,
        /** The reader has a retrieval tool, of an MCP server or offered by the proxy. */
        TOOL
    }

    public RetrievalChannel {
        Objects.requireNonNull(kind, "kind");
        if ((kind == Kind.TOOL) == name.isEmpty()) {
            throw new IllegalArgumentException("a tool channel has a tool name, and no other has one");
        }
    }

    /**
     * No way back.
     *
     * @return the channel of requests that offer nothing
     */
    public static RetrievalChannel none() {
        return NONE;
    }

    /**
     * The reader's own shell.
     *
     * @return the shell channel
     */
    public static RetrievalChannel cli() {
        return CLI;
    }

    /**
     * A retrieval tool of the request.
     *
     * @param name the tool's name as the request shows it
     * @return a tool channel
     */
    public static RetrievalChannel tool(String name) {
        return new RetrievalChannel(Kind.TOOL, name);
    }
}
