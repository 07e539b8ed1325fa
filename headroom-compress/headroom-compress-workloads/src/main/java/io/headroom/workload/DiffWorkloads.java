package io.headroom.workload;

import java.util.Locale;

/** The workloads that come from version control: X07, X11, X16. */
public final class DiffWorkloads {
    private static final String[] NAMES = {"cart", "order", "mail", "price", "user", "stock", "index", "route"};

    private DiffWorkloads() {}

    /**
     * X07: a diff of twelve files with four hunks of random code.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload diff(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int file = 0; file < 12; file++) {
            String path = "src/" + random.of(NAMES) + "/" + random.of(NAMES) + file + ".ts";
            header(out, path, random);
            int line = 1 + random.below(20);
            for (int hunk = 0; hunk < 4; hunk++) {
                out.append("@@ -")
                        .append(line)
                        .append(",7 +")
                        .append(line)
                        .append(",8 @@ export class ")
                        .append(random.of(NAMES))
                        .append(" {\n");
                for (int i = 0; i < 3; i++) {
                    out.append(' ').append(code(random)).append('\n');
                }
                out.append('-')
                        .append(code(random))
                        .append("\n+")
                        .append(code(random))
                        .append("\n+")
                        .append(code(random))
                        .append('\n');
                for (int i = 0; i < 3; i++) {
                    out.append(' ').append(code(random)).append('\n');
                }
                line += 20 + random.below(90);
            }
        }
        return Workload.text("X07", "git diff, 12 files with 4 hunks", "Bash", out.toString());
    }

    private static void header(StringBuilder out, String path, SplitMix64 random) {
        out.append("diff --git a/").append(path).append(" b/").append(path).append("\nindex ");
        out.append(random.hex(7))
                .append("..")
                .append(random.hex(7))
                .append(" 100644\n--- a/")
                .append(path);
        out.append("\n+++ b/").append(path).append('\n');
    }

    private static String code(SplitMix64 random) {
        String a = random.of(NAMES);
        String b = random.of(NAMES);
        return switch (random.below(7)) {
            case 0 -> "    const " + a + " = await this." + b + ".load(" + random.below(900) + ");";
            case 1 -> "    if (" + a + ".length > " + random.below(50) + ") {";
            case 2 -> "      return { " + a + ", " + b + ": " + random.below(9) + " };";
            case 3 -> "    }";
            case 4 -> "    // " + a + " comes before " + b;
            case 5 -> "    this." + a + ".push(" + b + "[" + random.below(20) + "]);";
            default -> "    for (const " + a + " of " + b + "s) {";
        };
    }

    /**
     * X11: {@code git log --stat} of sixty commits.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload logStat(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            String author = random.of("Anna Beck", "Farid Noor", "Ines Prado");
            out.append("commit ")
                    .append(random.hex(40))
                    .append("\nAuthor: ")
                    .append(author)
                    .append(" <");
            out.append(author.toLowerCase(Locale.ROOT).replace(' ', '.')).append("@example.com>\nDate:   2026-02-");
            out.append(String.format(
                    Locale.ROOT, "%02d %02d:%02d:00 +0100", 1 + random.below(28), random.below(24), random.below(60)));
            out.append("\n\n    ")
                    .append(random.of("Fix", "Add", "Remove", "Rename"))
                    .append(' ')
                    .append(random.of(NAMES));
            out.append(' ')
                    .append(random.of("handling", "index", "limits", "labels"))
                    .append("\n\n");
            int files = 1 + random.below(4);
            for (int file = 0; file < files; file++) {
                int lines = 1 + random.below(30);
                out.append(String.format(
                        Locale.ROOT,
                        " %-40s | %3d %s%n",
                        "src/" + random.of(NAMES) + "/" + random.of(NAMES) + random.below(20) + ".ts",
                        lines,
                        "+".repeat(lines / 2 + 1) + "-".repeat(lines / 3)));
            }
            out.append(' ')
                    .append(files)
                    .append(files == 1 ? " file" : " files")
                    .append(" changed, ");
            out.append(random.below(60))
                    .append(" insertions(+), ")
                    .append(random.below(30))
                    .append(" deletions(-)\n\n");
        }
        return Workload.text("X11", "git log --stat, 60 commits", "Bash", TextWorkloads.unix(out));
    }

    /**
     * X16: one rename through forty files.
     *
     * @param seed any number
     * @return the workload
     */
    public static Workload rename(long seed) {
        SplitMix64 random = new SplitMix64(seed);
        StringBuilder out = new StringBuilder();
        for (int file = 0; file < 40; file++) {
            header(out, "src/" + random.of(NAMES) + "/" + random.of(NAMES) + file + ".ts", random);
            int line = 1 + random.below(300);
            out.append("@@ -")
                    .append(line)
                    .append(",3 +")
                    .append(line)
                    .append(",3 @@\n import { Logger } from \"../logger\";\n");
            out.append(
                    "-import { OldClient } from \"../client/old-client\";\n+import { HttpClient } from \"../client/http-client\";\n");
            out.append(" import { Config } from \"../config\";\n");
        }
        return Workload.text("X16", "one rename through 40 files", "Bash", out.toString());
    }
}
