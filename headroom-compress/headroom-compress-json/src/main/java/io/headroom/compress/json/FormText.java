package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;

/** A form as characters, read line by line, and what reading it may cost. */
final class FormText {
    final char[] chars;
    final DecodeBudget budget = new DecodeBudget();
    private int at;
    private int end;
    private int line;
    private boolean done;

    FormText(String form) {
        chars = form.toCharArray();
    }

    /** Moves to the next line; {@link #start} and {@link #end} then tell where it is. */
    int nextLine() throws MalformedFormException {
        if (done) {
            throw malformed("the form ends too early");
        }
        int start = line == 0 ? 0 : end + 1;
        int stop = start;
        while (stop < chars.length && chars[stop] != '\n') {
            stop++;
        }
        done = stop == chars.length;
        at = start;
        end = stop;
        line++;
        return start;
    }

    boolean hasMore() {
        return !done;
    }

    int start() {
        return at;
    }

    int end() {
        return end;
    }

    String lineText() {
        return new String(chars, at, end - at);
    }

    /** Whether the line behind the current one starts so. */
    boolean nextStartsWith(String prefix) {
        if (done || end + 1 + prefix.length() > chars.length) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (chars[end + 1 + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    MalformedFormException malformed(String what) {
        return new MalformedFormException("line " + line + ": " + what);
    }
}
