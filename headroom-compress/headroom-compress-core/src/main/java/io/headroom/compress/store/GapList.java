package io.headroom.compress.store;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a form leaves out, as the database keeps it: a line for each part, tabs between its fields. */
final class GapList {
    private static final int FIELDS = 6;

    private GapList() {}

    static String write(List<LeftOut> gaps) {
        StringBuilder out = new StringBuilder();
        for (LeftOut gap : gaps) {
            out.append(gap.unit().name().toLowerCase(Locale.ROOT)).append('\t').append(gap.from());
            out.append('\t').append(gap.to()).append('\t').append(gap.count());
            out.append('\t').append(escaped(gap.path()));
            out.append('\t').append(escaped(gap.what())).append('\n');
        }
        return out.toString();
    }

    /** Throws {@link IllegalArgumentException} for what this class did not write. */
    static List<LeftOut> read(String text) {
        List<LeftOut> gaps = new ArrayList<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String[] fields = line.split("\t", -1);
            if (fields.length != FIELDS) {
                throw new IllegalArgumentException("not a part that is left out");
            }
            gaps.add(new LeftOut(
                    LeftOut.Unit.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                    unescaped(fields[4]),
                    Integer.parseInt(fields[1]),
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]),
                    unescaped(fields[5])));
        }
        return gaps;
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                out.append(c);
                continue;
            }
            i++;
            out.append(
                    switch (text.charAt(i)) {
                        case 't' -> '\t';
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        default -> text.charAt(i);
                    });
        }
        return out.toString();
    }
}
