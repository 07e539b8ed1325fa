package io.headroom.compress.text;

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

    private static final String PATTERNS = " lines; X=.. below are line patterns, {} takes the values of the line]\n";
    private static final String BOTH = " lines; a path after > belongs to the lines below it"
            + "; X=.. below are line patterns, {} takes the values of the line]\n";

    static Stream<Named<String>> bombs() {
        return Stream.of(
                Named.of("a repeated line", "[99999999 lines]\nx\n(99999998 more)"),
                Named.of("a repeated empty line", "[999999999 lines]\n\n(999999998 more)"),
                Named.of("wide columns", "[700" + PATTERNS + "A=x{|100000}x\n\n" + "A\n".repeat(700)),
                Named.of("a wide line, repeated", "[90000" + PATTERNS + "A=x{|100000}x\n\nA\n(89999 more)"),
                Named.of(
                        "wide values",
                        "[900000" + PATTERNS + "A=" + "{:>100000}".repeat(100) + "\n\nA" + " 1".repeat(100)
                                + "\n(899999 more)"),
                Named.of(
                        "a value again and again",
                        "[900000" + PATTERNS + "A={}" + "{1}".repeat(300) + "\n\nA " + "x".repeat(600)
                                + "\n(899999 more)"),
                Named.of(
                        "a record of many lines",
                        "[900000000" + PATTERNS + "A=x\n" + "+y\n".repeat(500) + "\nA\n(9999999 more)"),
                Named.of(
                        "wide headings without lines",
                        "[1" + BOTH + "A=x{|100000}x\n\n" + "> A\n".repeat(200_000) + "x"),
                Named.of("a wide heading of many lines", "[90000" + BOTH + "A=x{|100000}x\n\n> A\nx\n(89999 more)"),
                Named.of(
                        "columns that are never wide",
                        "[200000" + PATTERNS + "A=x" + "{|1}".repeat(100_000) + "\n\n" + "A\n".repeat(200_000)),
                Named.of(
                        "lines of a pattern after the other",
                        "[200000" + PATTERNS + "A=" + "x".repeat(100_000) + "\n\n" + "A\n".repeat(200_000)));
    }

    @ParameterizedTest
    @MethodSource("bombs")
    @DisplayName("refuses what would decode to very much, with little memory and soon")
    void refusesBombs(String form) {
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();

        MalformedFormException refusal =
                assertThrows(MalformedFormException.class, () -> new TextCompressor().decode(form));

        long allocated = THREADS.getThreadAllocatedBytes(thread) - bytes;
        Duration took = Duration.ofNanos(THREADS.getCurrentThreadCpuTime() - nanos);
        assertTrue(refusal.getMessage().contains("than any form"), refusal::getMessage);
        // What the form itself takes, a few times over, is no amplification.
        long warranted = MOST_BYTES + 16L * form.length();
        assertTrue(allocated <= warranted, () -> allocated + " bytes for " + form.length() + " characters");
        assertTrue(took.compareTo(MOST_TIME) <= 0, () -> took + " for " + form.length() + " characters");
    }
}
