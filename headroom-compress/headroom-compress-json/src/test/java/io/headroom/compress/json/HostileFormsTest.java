package io.headroom.compress.json;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.headroom.api.compress.MalformedFormException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every text is tried as a form first, so one that stands for far more than it is must be refused before that is built. */
@Tag("C-105")
final class HostileFormsTest {
    /** In all, though most of it is garbage at once: the budget is a few times the longest text. */
    private static final long MOST_BYTES = 160L << 20;

    private static final Duration MOST_TIME = Duration.ofSeconds(4);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final String EQUALS = "; x=.. holds in every row, {} is its cell";

    static Stream<Named<String>> bombs() {
        return Stream.of(
                Named.of("JSON in JSON in JSON", "2 rows: a" + "(json)".repeat(300) + "\n1\n2"),
                Named.of("wide columns", "600 rows: a:A\nA=x{|100000}x\n\n" + "A\n".repeat(599) + "A"),
                Named.of(
                        "wide values",
                        "200 rows: a:A\nA=" + "{:>100000}".repeat(100) + "\n\n"
                                + ("A" + " 1".repeat(100) + "\n").repeat(199)
                                + "A" + " 1".repeat(100)),
                Named.of(
                        "a column derived again and again",
                        "100 rows" + EQUALS + ": a,b=" + "{a}".repeat(3_000) + "\n"
                                + ("x".repeat(1_000) + "\n").repeat(99) + "y"),
                Named.of(
                        "columns derived from one",
                        "2 rows" + EQUALS + ": a" + derived(400) + "\n" + "x".repeat(100_000) + "\ny"),
                Named.of(
                        "a long constant in many rows",
                        "100000 rows" + EQUALS + ": a,b=\"" + "x".repeat(100_000) + "\"\n" + "1\n".repeat(99_999)
                                + "1"),
                Named.of(
                        "columns that no row has",
                        "100000 rows: a0" + columns(100_000) + "\n" + "1\n".repeat(99_999) + "1"),
                Named.of(
                        "an indented tower",
                        "{\"a\":" + "[".repeat(190) + "1,".repeat(100_000) + "1" + "]".repeat(190) + "} (indent 8)"),
                Named.of("strings in strings", strings(60)),
                Named.of("rows below rows below rows", below()));
    }

    private static String derived(int count) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < count; i++) {
            columns.append(",b").append(i).append("=x{a}");
        }
        return columns.toString();
    }

    private static String columns(int count) {
        StringBuilder columns = new StringBuilder();
        for (int i = 1; i < count; i++) {
            columns.append(",a").append(i);
        }
        return columns.toString();
    }

    /** Each part is a string that holds the part before it, so backslashes double from part to part. */
    private static String strings(int count) {
        StringBuilder form = new StringBuilder("{\"a\":#" + count + "}\n#1 json {\"a\":\"\\\"\\\"\\\"\"} ()");
        for (int i = 2; i <= count; i++) {
            form.append("\n#" + i + " json {\"a\":#" + (i - 1) + "} ()");
        }
        return form.toString();
    }

    private static String below() {
        StringBuilder form = new StringBuilder("1 rows: a(same rows below)" + columns(100_000));
        for (int depth = 0; depth < 190; depth++) {
            form.append('\n').append(" ".repeat(depth)).append('1');
        }
        return form.append('\n').append(" ".repeat(190)).append('0').toString();
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @DisplayName("refuses what would decode to very much, with little memory and soon")
    void refusesBombs(String form) {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();

        MalformedFormException refusal =
                assertThrows(MalformedFormException.class, () -> new JsonCompressor().decode(form));

        long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos);
        assertTrue(refusal.getMessage().contains("than any form"), refusal::getMessage);
        // What the form itself takes, a few times over, is no amplification.
        long warranted = MOST_BYTES + 16L * form.length();
        assertTrue(allocated <= warranted, () -> allocated + " bytes for " + form.length() + " characters");
        assertTrue(took.compareTo(MOST_TIME) <= 0, () -> took + " for " + form.length() + " characters");
    }
}
