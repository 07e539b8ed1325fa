package io.headroom.api.testkit.savings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.testkit.probe.Probe;
import io.headroom.api.testkit.probe.ProbeCheck;
import io.headroom.api.testkit.probe.ProbeReport;
import io.headroom.api.testkit.workload.Layout;
import io.headroom.api.testkit.workload.Workload;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** What compression saves on workloads, in tokens, with the assertions that hold the floors. Prints itself as Markdown. */
public final class SavingsTable {
    private static final int DIGEST_DIGITS = 16;

    private final List<SavingsRow> rows;

    private SavingsTable(List<SavingsRow> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * Measures workloads, JSON ones minified, spaced and indented.
     *
     * @param workloads what to measure
     * @param shrink gives the form of a text, or the text itself
     * @param tokens counts tokens
     * @param check tells what became of probes
     * @return the table
     */
    public static SavingsTable measure(
            List<Workload> workloads, UnaryOperator<String> shrink, ToIntFunction<String> tokens, ProbeCheck check) {
        List<SavingsRow> rows = new ArrayList<>();
        for (Workload workload : workloads) {
            int minified = sum(workload.texts(Layout.MIN), tokens);
            for (Layout layout : workload.json() ? Layout.values() : new Layout[] {Layout.MIN}) {
                rows.add(row(workload, layout, minified, shrink, tokens, check));
            }
        }
        return new SavingsTable(rows);
    }

    private static SavingsRow row(
            Workload workload,
            Layout layout,
            int minified,
            UnaryOperator<String> shrink,
            ToIntFunction<String> tokens,
            ProbeCheck check) {
        List<String> texts = workload.texts(layout);
        long begin = System.nanoTime();
        List<String> forms = texts.stream().map(shrink).toList();
        long nanos = System.nanoTime() - begin;
        ProbeReport probes = new ProbeReport(0, 0, 0, List.of());
        for (int i = 0; i < texts.size(); i++) {
            probes = add(probes, check.check(texts.get(i), forms.get(i)));
        }
        return new SavingsRow(
                workload, layout, sum(texts, tokens), minified, sum(forms, tokens), probes, digest(forms), nanos);
    }

    /**
     * The rows.
     *
     * @return one for each workload and layout
     */
    public List<SavingsRow> rows() {
        return rows;
    }

    /**
     * Asserts a floor.
     *
     * @param workload the workload's id
     * @param layout how its JSON is laid out
     * @param percent how much must be saved at least, against the text as sent
     */
    public void assertSaves(String workload, Layout layout, double percent) {
        double saved = row(workload, layout).saved();
        assertTrue(
                saved >= percent, () -> format("%s %s saves %.1f %%, not %.1f %%", workload, layout, saved, percent));
    }

    /**
     * Asserts that nothing becomes larger than it was sent (P6).
     */
    public void assertNeverLarger() {
        for (SavingsRow row : rows) {
            assertTrue(row.after() <= row.tokens(), () -> row.workload().id() + " became larger: " + row.after());
        }
    }

    /**
     * Asserts that layouts of the same data leave nearly as many tokens, so that white space enters no saving (C-1404).
     *
     * @param workload the id of a JSON workload
     * @param points how many percent of the minified count they may differ by
     */
    public void assertLayoutsAgree(String workload, double points) {
        double[] left = rows.stream()
                .filter(row -> row.workload().id().equals(workload))
                .mapToDouble(row -> 100 - row.savedAgainstMinified())
                .sorted()
                .toArray();
        assertTrue(left.length > 1, () -> "not measured in several layouts: " + workload);
        double least = left[0];
        double most = left[left.length - 1];
        assertTrue(most - least <= points, () -> format("%s: layouts leave %.1f to %.1f %%", workload, least, most));
    }

    /** Asserts that every probe is retained, encoded or redeemable. */
    public void assertNothingLost() {
        for (SavingsRow row : rows) {
            List<Probe> lost = row.probes().lost();
            assertEquals(
                    List.of(),
                    lost.subList(0, Math.min(5, lost.size())),
                    () -> row.workload().id() + " " + row.layout() + " lost " + lost.size() + " probes");
        }
    }

    /**
     * One row.
     *
     * @param workload the workload's id
     * @param layout the layout
     * @return the row
     */
    public SavingsRow row(String workload, Layout layout) {
        return rows.stream()
                .filter(row -> row.workload().id().equals(workload) && row.layout() == layout)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not measured: " + workload + " " + layout));
    }

    /** The table as Markdown. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(
                "| id | texts | layout | tokens | form | saved | against minified | "
                        + "retained | encoded | redeemable | lost | ms, cold |\n|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        for (SavingsRow row : rows) {
            ProbeReport probes = row.probes();
            out.append(format(
                    "| %s | %s | %s | %d | %d | %.1f %% | %.1f %% | %d | %d | %d | %d | %.1f |\n",
                    row.workload().id(),
                    row.workload().name(),
                    row.workload().json() ? row.layout().name().toLowerCase(Locale.ROOT) : "text",
                    row.tokens(),
                    row.after(),
                    row.saved(),
                    row.savedAgainstMinified(),
                    probes.retained(),
                    probes.encoded(),
                    probes.redeemable(),
                    probes.lost().size(),
                    row.nanos() / 1e6));
        }
        return out.toString();
    }

    private static ProbeReport add(ProbeReport left, ProbeReport right) {
        List<Probe> lost = new ArrayList<>(left.lost());
        lost.addAll(right.lost());
        return new ProbeReport(
                left.retained() + right.retained(),
                left.encoded() + right.encoded(),
                left.redeemable() + right.redeemable(),
                lost);
    }

    private static int sum(List<String> texts, ToIntFunction<String> tokens) {
        return texts.stream().mapToInt(tokens).sum();
    }

    private static String digest(List<String> forms) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", forms).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGEST_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
