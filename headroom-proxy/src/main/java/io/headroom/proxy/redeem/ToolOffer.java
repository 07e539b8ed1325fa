package io.headroom.proxy.redeem;

/** The tool that is offered, in the bytes that every request of every conversation gets. */
final class ToolOffer {
    static final String NAME = "headroom_retrieve";

    /** As {@code headroom mcp serve} describes it, so that a model meets one tool, whoever offers it. */
    private static final String DESCRIPTION =
            "\"name\":\"" + NAME + "\",\"description\":\"Returns what a [headroom: \u2026 left out] text lacks.\"";

    private static final String ARGUMENTS = "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"},"
            + "\"rows\":{\"type\":\"string\",\"description\":\"1-based, e.g. 3-36,40\"},\"lines\":{\"type\":\"string\"},"
            + "\"keys\":{\"type\":\"string\"},\"grep\":{\"type\":\"string\",\"description\":\"RE2\"},"
            + "\"path\":{\"type\":\"string\",\"description\":\"JSON Pointer\"},\"max_tokens\":{\"type\":\"integer\"}},"
            + "\"required\":[\"id\"]}";

    static final String ANTHROPIC = "{" + DESCRIPTION + ",\"input_schema\":" + ARGUMENTS + "}";

    static final String CHAT =
            "{\"type\":\"function\",\"function\":{" + DESCRIPTION + ",\"parameters\":" + ARGUMENTS + "}}";

    /** Said not to be strict, which is the default there and would make every argument required. */
    static final String RESPONSES =
            "{\"type\":\"function\"," + DESCRIPTION + ",\"parameters\":" + ARGUMENTS + ",\"strict\":false}";

    static final String GEMINI = "{" + DESCRIPTION + ",\"parameters\":" + ARGUMENTS + "}";

    private ToolOffer() {}
}
