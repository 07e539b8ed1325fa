package io.headroom.cli.console;

/** How words are set apart on a terminal. */
public enum Style {
    /** Nothing but the words. */
    PLAIN,
    /** ANSI escape sequences. */
    COLORED;

    /** Bold, for headings. */
    public String strong(String text) {
        return in("1", text);
    }

    /** For what went well. */
    public String good(String text) {
        return in("32", text);
    }

    /** For what went wrong. */
    public String bad(String text) {
        return in("31", text);
    }

    /** For what matters less. */
    public String faint(String text) {
        return in("2", text);
    }

    private String in(String code, String text) {
        return this == COLORED ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
