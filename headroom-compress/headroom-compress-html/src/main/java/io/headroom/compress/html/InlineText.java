package io.headroom.compress.html;

import org.jspecify.annotations.Nullable;

/**
 * The text of one line or cell while it grows: white space collapses, a link becomes {@code [text](address)}, or {@code [](address)} before
 * its text where that has brackets of its own. Where the text itself has a parenthesis behind a bracket, a backslash goes between them.
 */
final class InlineText {
    private final Links links;
    private final StringBuilder text = new StringBuilder();
    private boolean space;
    /** The address of a link that has no text yet. */
    private @Nullable String pending;
    /** The address of the link whose text grows, and where that begins. */
    private @Nullable String open;

    private int openAt;
    private boolean brackets;

    InlineText(Links links) {
        this.links = links;
    }

    void text(String more) {
        for (int i = 0; i < more.length(); i++) {
            char c = more.charAt(i);
            if (Tokens.endsWord(c)) {
                space();
            } else {
                character(c);
                links.passed();
            }
        }
    }

    /** Ends a word. */
    void space() {
        space = true;
    }

    private void character(char c) {
        writeSpace();
        if (pending != null) {
            open = pending;
            pending = null;
            openAt = text.length();
            brackets = false;
            text.append('[');
        }
        if (c == '(' && isBehindBracket()) {
            text.append('\\');
        }
        brackets |= c == '[' || c == ']';
        text.append(c);
    }

    private void writeSpace() {
        if (space && text.length() > 0) {
            text.append(' ');
        }
        space = false;
    }

    private boolean isBehindBracket() {
        int at = text.length() - 1;
        while (at >= 0 && text.charAt(at) == '\\') {
            at--;
        }
        return at >= 0 && text.charAt(at) == ']';
    }

    void openLink(String address) {
        closeLink();
        if (links.begins(address)) {
            pending = address;
        }
    }

    void closeLink() {
        if (pending != null) {
            writeSpace();
            text.append("[](").append(pending).append(')');
            pending = null;
        }
        closeText();
    }

    private void closeText() {
        String address = open;
        open = null;
        if (address == null) {
            return;
        }
        if (text.substring(openAt + 1).equals(address)) {
            text.deleteCharAt(openAt);
        } else if (brackets) {
            text.replace(openAt, openAt + 1, "[](" + address + ")");
        } else {
            text.append("](").append(address).append(')');
        }
    }

    /** The text so far; it begins anew. A link that has no text yet goes on. */
    String take() {
        closeText();
        String taken = text.toString();
        text.setLength(0);
        space = false;
        return taken;
    }
}
