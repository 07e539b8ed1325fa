package io.headroom.compress.json.grid;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables with cells that are hard to tell apart, laid out in every way that is read. */
final class RandomGrid {
    private static final List<String> WORDS = List.of(
            "007",
            "1e5",
            "1.0",
            "-0",
            "true",
            "null",
            "ok",
            "Running",
            "A 12",
            "+x",
            "#1",
            "(3 more)",
            "{}",
            "[a]",
            "x y",
            "ünï",
            "日本",
            "\ud83d\ude00",
            "a;b",
            "a|b",
            "a=b",
            "--",
            "-",
            "?",
            "12:34",
            "u17@x.org",
            "/var/log/x.log",
            "{\"a\":1}",
            "{\"a\":[1,2]}",
            "[rows 3-36 left out]",
            "\\n",
            "web-17",
            "node-3");
    private static final List<String> HARD = List.of(
            "",
            " ",
            "a,b",
            "\"",
            "say \"hi\"",
            "two\nlines",
            "x\r\ny",
            " lead",
            "trail ",
            "\t",
            ",",
            "\u2028",
            "\u0007");

    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private final boolean hard;

    RandomGrid(Random random, boolean hard) {
        this.random = random;
        this.hard = hard;
        int columns = 2 + random.nextInt(6);
        List<Integer> kinds = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            names.add(of("Name", "ID", "%CPU", "STATE", "Created", "host") + (random.nextInt(4) > 0 ? i : " of " + i));
            kinds.add(random.nextInt(5));
        }
        int size = 3 + random.nextInt(random.nextInt(4) == 0 ? 120 : 12);
        for (int row = 0; row < size; row++) {
            String[] cells = new String[columns];
            for (int i = 0; i < columns; i++) {
                cells[i] = cell(kinds.get(i), row);
            }
            rows.add(cells);
        }
    }

    private String cell(int kind, int row) {
        if (random.nextInt(40) == 0) {
            return value();
        }
        return switch (kind) {
            case 0 -> "web-" + (100 + row) + ".example.org";
            case 1 -> "same";
            case 2 -> Integer.toString(random.nextInt(1 << (1 + random.nextInt(20))));
            case 3 -> of("Running", "Pending", "CrashLoopBackOff");
            default -> value();
        };
    }

    private String value() {
        return hard && random.nextBoolean()
                ? HARD.get(random.nextInt(HARD.size()))
                : WORDS.get(random.nextInt(WORDS.size()));
    }

    private String of(String... all) {
        return all[random.nextInt(all.length)];
    }

    /** CSV, some columns quoted throughout; what must be quoted is, but for some damage. */
    String csv(char delimiter) {
        String end = random.nextInt(3) == 0 ? "\r\n" : "\n";
        boolean[] quoted = new boolean[names.size()];
        for (int i = 0; i < quoted.length; i++) {
            quoted[i] = random.nextInt(4) == 0;
        }
        StringBuilder out = new StringBuilder(random.nextInt(8) == 0 ? "\uFEFF" : "");
        out.append(String.join(String.valueOf(delimiter), names)).append(end);
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                boolean needed = row[i].matches("(?s).*[\"\r\n" + delimiter + "].*");
                boolean blank = row[i].isEmpty() && random.nextBoolean();
                out.append(i > 0 ? String.valueOf(delimiter) : "");
                out.append(needed || blank || quoted[i] ? '"' + row[i].replace("\"", "\"\"") + '"' : row[i]);
            }
            out.append(end);
        }
        return cut(out, end);
    }

    String tsv() {
        StringBuilder out = new StringBuilder(String.join("\t", names)).append('\n');
        rows.forEach(row -> out.append(String.join("\t", row)).append('\n'));
        return cut(out, "\n");
    }

    String markdown() {
        StringBuilder out = new StringBuilder("| " + String.join(" | ", names) + " |\n");
        out.append("|").append("---|".repeat(names.size())).append('\n');
        rows.forEach(row -> out.append("| ").append(String.join(" | ", row)).append(" |\n"));
        return cut(out, "\n");
    }

    /** Columns padded to the longest cell, or to less, so that some cells are too long. */
    String columns() {
        int gap = 1 + random.nextInt(3);
        int[] widths = new int[names.size()];
        boolean[] right = new boolean[widths.length];
        boolean tight = random.nextInt(3) == 0;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = names.get(i).length();
            for (String[] row : rows) {
                widths[i] = tight ? Math.max(widths[i], 6) : Math.max(widths[i], row[i].length());
            }
            right[i] = i > 0 && random.nextInt(3) == 0;
        }
        boolean filled = random.nextInt(4) == 0;
        StringBuilder out = new StringBuilder();
        line(names.toArray(new String[0]), widths, right, gap, filled, out);
        rows.forEach(row -> line(row, widths, right, gap, filled, out));
        return cut(out, "\n");
    }

    private void line(String[] cells, int[] widths, boolean[] right, int gap, boolean filled, StringBuilder out) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String pad = " ".repeat(Math.max(0, widths[i] - cells[i].length()));
            line.append(right[i] ? pad + cells[i] : cells[i] + pad).append(" ".repeat(gap));
        }
        out.append(filled ? line : line.toString().stripTrailing()).append('\n');
    }

    private String cut(StringBuilder out, String end) {
        if (random.nextInt(4) == 0) {
            out.setLength(out.length() - end.length());
        }
        if (random.nextInt(3) == 0) {
            int at = random.nextInt(out.length());
            out.replace(at, at + random.nextInt(3), of("", ",", "\"", "\n", "\r", "  ", "|", "\t", "\\", "x"));
        }
        return out.toString();
    }
}
