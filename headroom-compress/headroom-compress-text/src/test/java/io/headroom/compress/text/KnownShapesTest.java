package io.headroom.compress.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("known shapes come back exactly, and what repeats in them is written once")
class KnownShapesTest {
    private static final List<String> WORDS =
            List.of("cart", "total", "await", "items", "null", "price", "find", "retry", "this", "owner", "limit");

    static List<Named<List<String>>> traces() {
        return List.of(
                Named.of(
                        "Java",
                        List.of(
                                "java.lang.IllegalStateException: order # is closed",
                                "\tat com.acme.shop.Order.pay(Order.java:88)",
                                "\tat java.base/java.lang.Thread.run(Thread.java:840)",
                                "Caused by: java.io.IOException: broken pipe #",
                                "\t... 12 more")),
                Named.of(
                        "Python",
                        List.of(
                                "Traceback (most recent call last):",
                                "  File \"/srv/shop/cart.py\", line 41, in checkout",
                                "    total = price(cart)",
                                "            ^^^^^^^^^^^",
                                "ValueError: cart # is empty")),
                Named.of(
                        "JavaScript",
                        List.of(
                                "TypeError: Cannot read properties of undefined (reading 'item#')",
                                "    at checkout (/srv/app/cart.js:14:22)",
                                "    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)")),
                Named.of(
                        "Go",
                        List.of(
                                "panic: runtime error: index out of range [#] with length 3",
                                "",
                                "goroutine # [running]:",
                                "main.checkout(...)",
                                "\t/srv/shop/main.go:41",
                                "exit status 2")),
                Named.of(
                        "Rust",
                        List.of(
                                "thread 'worker-#' panicked at src/cart.rs:41:9:",
                                "called `Option::unwrap()` on a `None` value",
                                "   0: rust_begin_unwind",
                                "             at /rustc/07dca489/library/std/src/panicking.rs:645:5")),
                Named.of(
                        ".NET",
                        List.of(
                                "Unhandled exception. System.InvalidOperationException: cart # is closed",
                                "   at Shop.Cart.Close() in /src/Shop/Cart.cs:line 41",
                                "   at Shop.Program.Main(String[] args) in C:\\src\\Shop\\Program.cs:line 9")));
    }

    @ParameterizedTest
    @MethodSource("traces")
    @Tag("C-702")
    @DisplayName("C-702, C-603: a log line and the trace below it are one record")
    void writesTracesOnce(List<String> trace) {
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            log.append("10:")
                    .append(10 + i % 50)
                    .append(i % 5 == 0 ? " ERROR" : " INFO")
                    .append(" request ");
            log.append(1000 + 37 * i)
                    .append(i % 5 == 0 ? " failed in " : " took ")
                    .append(i)
                    .append(" ms\n");
            if (i % 5 == 0) {
                for (String line : trace) {
                    log.append(line.replace("#", String.valueOf(700 + 13 * i))).append('\n');
                }
            }
        }

        String form = RoundTrip.form(log.toString());

        for (String line : trace) {
            String fixed = line.substring(0, line.indexOf('#') < 0 ? line.length() : line.indexOf('#'));
            if (!fixed.isEmpty()) {
                assertEquals(form.indexOf(fixed), form.lastIndexOf(fixed), form);
            }
        }
    }

    @Test
    @Tag("C-703")
    @DisplayName("C-703: colours and progress updates stay, within patterns")
    void keepsColoursAndProgress() {
        StringBuilder output = new StringBuilder();
        for (int i = 0; i <= 50; i++) {
            output.append("\u001b[1G\u001b[0K\u001b[36mfetching\u001b[39m ")
                    .append(2 * i)
                    .append("% of 812 kB\r");
        }
        output.append('\n');
        for (int i = 0; i < 30; i++) {
            output.append("\u001b[33mwarn\u001b[0m package shop-").append(i).append(" is deprecated\n");
            output.append("\u001b[1A\u001b[2K");
        }

        String form = RoundTrip.form(output.toString());

        assertTrue(form.contains("\u001b[36mfetching\u001b[39m {}% of 812 kB"), form);
        assertTrue(form.contains("\u001b[33mwarn\u001b[0m package shop-{} is deprecated"), form);
    }

    @Test
    @Tag("C-704")
    @DisplayName("C-704: what stands between hunks becomes a record, hunks stay as they are")
    void keepsHunks() {
        Random random = new Random(5);
        StringBuilder diff = new StringBuilder();
        StringBuilder hunks = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            String path = "src/part" + i + "/Main.java";
            diff.append("diff --git a/" + path + " b/" + path + "\nindex " + Integer.toHexString(0x1000000 + i * 7919)
                    + ".." + Integer.toHexString(0x2000000 + i * 104729) + " 100644\n--- a/" + path + "\n+++ b/" + path
                    + "\n");
            StringBuilder hunk = new StringBuilder("@@ -" + (i + 3) + ",8 +" + (i + 3) + ",8 @@ class Main {\n");
            for (int line = 0; line < 10; line++) {
                hunk.append(line < 4 ? ' ' : line < 7 ? '-' : '+').append("    ");
                for (int word = 0; word <= line % 4; word++) {
                    hunk.append(WORDS.get(random.nextInt(WORDS.size()))).append("=.(+ ".charAt(random.nextInt(5)));
                }
                hunk.append(";\n");
            }
            diff.append(hunk);
            hunks.append(hunk);
        }

        String form = RoundTrip.form(diff.toString());

        assertTrue(form.contains("+index {} 100644\n"), form);
        assertTrue(hunks.toString().lines().allMatch(line -> form.contains("\n" + line + "\n")), form);
    }

    @ParameterizedTest
    @MethodSource("oddDiffs")
    @Tag("C-704")
    @DisplayName("C-704: renames, modes, binary notes, combined diffs, lost newlines and CR LF survive")
    void keepsOddDiffs(String file) {
        StringBuilder diff = new StringBuilder();
        for (int i = 0; i < 15; i++) {
            diff.append(file.replace("#", String.valueOf(100 + 7 * i)));
        }

        assertTrue(RoundTrip.form(diff.toString()).length() < diff.length());
        assertTrue(RoundTrip.form(diff.toString().replace("\n", "\r\n")).length() < diff.length());
    }

    static List<Named<String>> oddDiffs() {
        return List.of(
                Named.of(
                        "rename",
                        "diff --git a/old/part#.c b/new/part#.c\nsimilarity index 97%\nrename from old/part#.c\n"
                                + "rename to new/part#.c\n"),
                Named.of("mode", "diff --git a/run#.sh b/run#.sh\nold mode 100644\nnew mode 100755\n"),
                Named.of(
                        "binary",
                        "diff --git a/logo#.png b/logo#.png\nindex 5f00#a..7c11#b 100644\n"
                                + "Binary files a/logo#.png and b/logo#.png differ\n"),
                Named.of(
                        "combined",
                        "diff --cc part#.c\nindex 1a2b3c,4d5e6f..708192\n--- a/part#.c\n+++ b/part#.c\n"
                                + "@@@ -1,2 -1,2 +1,3 @@@\n  int a;\n- int b#;\n -int c;\n++int d#;\n"),
                Named.of(
                        "no newline at the end",
                        "--- a/end#.txt\n+++ b/end#.txt\n@@ -1 +1 @@\n-old #\n\\ No newline at end of file\n"
                                + "+new #\n\\ No newline at end of file\n"));
    }
}
