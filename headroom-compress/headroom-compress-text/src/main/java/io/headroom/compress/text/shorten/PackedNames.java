package io.headroom.compress.text.shorten;

import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.pattern.Patterns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Names written close together: those of a pattern once with the pattern, such as {@code part-{}.csv: 00000-00004 00007}, the others as
 * they are. Each name can be read from it; numbers that follow one another are a range.
 */
final class PackedNames {
    private static final int FEWEST = 4;

    private PackedNames() {}

    /**
     * Packs names.
     *
     * @param names names in the order of the text
     * @param notes what is said about each name, such as its number of hits; may be empty texts
     */
    static String of(List<String> names, List<String> notes, CompressionContext context) {
        boolean noted = notes.stream().anyMatch(note -> !note.isEmpty());
        List<String> plain = new ArrayList<>();
        Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
        Patterns mined = context.patterns().mine(names);
        int[] uses = new int[mined.templates().size()];
        for (Patterns.Line line : mined.lines()) {
            if (line.template() >= 0) {
                uses[line.template()]++;
            }
        }
        long read = 0;
        for (int i = 0; i < names.size(); i++) {
            int template = mined.lines().get(i).template();
            if (template < 0 || uses[template] < FEWEST || names.get(i).indexOf(' ') >= 0) {
                plain.add(quoted(names.get(i)) + notes.get(i));
            } else {
                groups.computeIfAbsent(template, key -> new ArrayList<>()).add(i);
            }
            read += names.get(i).length();
        }
        context.checkpoint(read);
        StringBuilder out = new StringBuilder(String.join(noted ? ", " : " ", plain));
        for (Map.Entry<Integer, List<Integer>> group : groups.entrySet()) {
            out.append(out.length() == 0 ? "" : "; ");
            out.append(mined.templates().get(group.getKey()).notation()).append(':');
            append(group.getValue(), mined, notes, noted, out);
        }
        return out.toString();
    }

    private static String quoted(String name) {
        return name.indexOf(' ') < 0 ? name : '"' + name + '"';
    }

    private static void append(
            List<Integer> members, Patterns mined, List<String> notes, boolean noted, StringBuilder out) {
        int at = 0;
        while (at < members.size()) {
            List<String> values = mined.lines().get(members.get(at)).values();
            String note = notes.get(members.get(at));
            int last = at;
            if (values.size() == 1) {
                while (last + 1 < members.size() && follows(members, last, mined, notes)) {
                    last++;
                }
            }
            out.append(at > 0 && (noted || values.size() > 1) ? ", " : " ").append(String.join(" ", values));
            if (last > at) {
                out.append(last > at + 1 ? '-' : ' ')
                        .append(mined.lines().get(members.get(last)).values().get(0));
            }
            out.append(note);
            at = last + 1;
        }
    }

    /** Whether the next number is greater by one, and the same is said about it. */
    private static boolean follows(List<Integer> members, int at, Patterns mined, List<String> notes) {
        String value = mined.lines().get(members.get(at)).values().get(0);
        String next = mined.lines().get(members.get(at + 1)).values().get(0);
        return notes.get(members.get(at)).isEmpty()
                && notes.get(members.get(at + 1)).isEmpty()
                && value.length() == next.length()
                && isNumber(value)
                && isNumber(next)
                && Long.parseLong(next) == Long.parseLong(value) + 1;
    }

    private static boolean isNumber(String value) {
        if (value.isEmpty() || value.length() > 18) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
