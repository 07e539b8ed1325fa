package io.headroom.compress.json;

import io.headroom.api.compress.MalformedFormException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Puts notes about what is left out into the lossless form of what is shown, and takes them out again. A note is a line of its own at the
 * place where its rows would stand, and the table's count is that of all rows.
 */
final class GapNotes {
    /**
     * A form and the notes that stood in it.
     *
     * @param form the lossless form of what is shown
     * @param notes the notes in the order of the form
     */
    record Read(String form, List<GapNote> notes) {}

    private record Edit(int from, int to, String text) {}

    private GapNotes() {}

    /** The form with its notes; empty if one of them has no place. */
    static Optional<String> insert(String form, List<GapNote> notes) {
        FormMap map = new FormMap(form);
        if (!map.readable()) {
            return Optional.empty();
        }
        List<Edit> edits = new ArrayList<>();
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        for (GapNote note : notes) {
            int before = leftOut.merge(note.path(), note.count(), Integer::sum) - note.count();
            Optional<FormMap.Place> place = map.before(note.path(), note.from() - 1 - before);
            if (place.isEmpty()) {
                return Optional.empty();
            }
            int at = place.get().offset();
            edits.add(new Edit(at, at, (place.get().row() ? "" : "\n") + note.line() + "\n"));
        }
        return recounted(form, map, leftOut, 1).map(counts -> {
            edits.addAll(counts);
            return applied(form, edits);
        });
    }

    /** Reads a form with notes; one without is returned as it is. */
    static Read strip(String text) throws MalformedFormException {
        List<GapNote> notes = new ArrayList<>();
        StringBuilder out = new StringBuilder(text.length());
        boolean document = text.startsWith("{") || text.startsWith("[");
        boolean joined = true;
        for (String line : text.split("\n", -1)) {
            document &= !line.startsWith("#1 ");
            Optional<GapNote> note = GapNote.parse(line);
            if (note.isPresent()) {
                notes.add(note.get());
                // Within the first line of a document a note parts what belongs together.
                joined = document;
            } else {
                out.append(joined ? "" : "\n").append(line);
                joined = false;
            }
        }
        if (notes.isEmpty()) {
            return new Read(text, notes);
        }
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        notes.forEach(note -> leftOut.merge(note.path(), note.count(), Integer::sum));
        String counted = out.toString();
        String form = recounted(counted, new FormMap(counted), leftOut, -1)
                .map(counts -> applied(counted, counts))
                .orElseThrow(() -> new MalformedFormException("more is left out than there was"));
        if (insert(form, notes).filter(text::equals).isEmpty()) {
            throw new MalformedFormException("notes in other places than where their units were");
        }
        return new Read(form, notes);
    }

    /** The edits that add what is left out to the counts of tables, or take it away. */
    private static Optional<List<Edit>> recounted(String form, FormMap map, Map<String, Integer> leftOut, int sign) {
        List<Edit> edits = new ArrayList<>();
        for (Map.Entry<String, Integer> path : leftOut.entrySet()) {
            OptionalInt place = map.countOf(path.getKey());
            if (place.isPresent()) {
                int from = place.getAsInt();
                int to = from;
                while (to < form.length() && form.charAt(to) >= '0' && form.charAt(to) <= '9') {
                    to++;
                }
                int rows = Numbers.count(form.toCharArray(), from, to) + sign * path.getValue();
                if (rows < 1) {
                    return Optional.empty();
                }
                edits.add(new Edit(from, to, Integer.toString(rows)));
            }
        }
        return Optional.of(edits);
    }

    private static String applied(String text, List<Edit> edits) {
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(Comparator.comparingInt(Edit::from));
        StringBuilder out = new StringBuilder(text.length() + 64 * sorted.size());
        int at = 0;
        for (Edit edit : sorted) {
            out.append(text, at, edit.from()).append(edit.text());
            at = edit.to();
        }
        return out.append(text, at, text.length()).toString();
    }
}
