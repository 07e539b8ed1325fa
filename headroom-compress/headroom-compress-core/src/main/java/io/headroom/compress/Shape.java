package io.headroom.compress;

import java.util.Optional;

/** The ways in which requests to models are laid out. Contents may be strings or lists of blocks in each of them. */
public enum Shape {
    /** Found out: the shape in which tool results are found. */
    AUTO("", ""),
    /** Anthropic's Messages API. */
    ANTHROPIC_MESSAGES("anthropic-messages", "messages"),
    /** OpenAI's chat completions, which many others speak. */
    OPENAI_CHAT("openai-chat", "messages"),
    /** OpenAI's responses. */
    OPENAI_RESPONSES("openai-responses", "input"),
    /** Google's Gemini. */
    GEMINI("gemini", "contents");

    private final String dialect;
    private final String list;

    Shape(String dialect, String list) {
        this.dialect = dialect;
        this.list = list;
    }

    /** The id of the dialect that reads it; empty for {@link #AUTO}. */
    String dialect() {
        return dialect;
    }

    /** The member of a request that holds the list of its messages; empty for {@link #AUTO}. */
    String list() {
        return list;
    }

    static Optional<Shape> ofDialect(String id) {
        for (Shape shape : values()) {
            if (shape != AUTO && shape.dialect.equals(id)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }
}
