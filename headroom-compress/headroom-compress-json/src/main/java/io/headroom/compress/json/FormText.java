package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A form as characters, read line by line, and what reading it may cost. */
final class FormText {
    final char[] chars;
    final DecodeBudget budget = new DecodeBudget();
    private final @Nullable List<GapNote> notes;
    private int at;
    private int end;
    private int line;
    private boolean done;

    FormText(String form) {
        this(form, null);
    }

    /** A form in which notes may stand among rows below others; they are added to the list as they are met. */
    FormText(String form, @Nullable List<GapNote> notes) {
        chars = form.toCharArray();
        this.notes = notes;
    }

    /** The note that the rest of the line is, from a character on. Always empty in a form that shows everything. */
    Optional<GapNote> note(int from) {
        if (notes == null || from >= end || chars[from] != '[') {
            return Optional.empty();
        }
        Optional<GapNote> note = GapNote.parse(new String(chars, from, end - from));
        note.ifPresent(notes::add);
        return note;
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
