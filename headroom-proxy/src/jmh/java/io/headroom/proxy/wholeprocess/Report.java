package io.headroom.proxy.wholeprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The figures of one run, as Markdown for people and as JSON for comparison. */
final class Report {
    private static final double MEBIBYTE = 1024.0 * 1024.0;

    private final String direct;
    private final List<Latency.Row> latencies = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final List<SlowStreams.Result> streams = new ArrayList<>();

    /**
     * Creates an empty report.
     *
     * @param direct the name of the way without a proxy
     */
    Report(String direct) {
        this.direct = direct;
    }

    /**
     * What a server takes.
     *
     * @param name which server
     * @param startMillis from the command to the first healthy answer, the median of some starts
     * @param idleBytes resident memory some seconds after the start
     * @param busyBytes resident memory after all latencies were measured
     */
    record Process(String name, double startMillis, long idleBytes, long busyBytes) {}

    void add(Latency.Row row) {
        latencies.add(row);
    }

    void add(Process process) {
        processes.add(process);
    }

    void add(SlowStreams.Result result) {
        streams.add(result);
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        out.append("| request | by | p50, ms | p99, ms | added p50, ms | added p99, ms | noise, ms | n |\n");
        out.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
        for (Latency.Row row : latencies) {
            row.series()
                    .forEach((name, series) -> out.append(format(
                            "| %s | %s | %.3f | %.3f | %s | %s | %.3f | %d |\n",
                            title(row),
                            name,
                            series.percentile(0.5),
                            series.percentile(0.99),
                            added(row, name, 0.5),
                            added(row, name, 0.99),
                            series.noise(),
                            series.count())));
        }
        out.append(
                "\n| server | start to first healthy answer, ms | RSS idle, MiB | RSS after the load, MiB |\n|---|--:|--:|--:|\n");
        for (Process process : processes) {
            out.append(format(
                    "| %s | %.0f | %.0f | %.0f |\n",
                    process.name(),
                    process.startMillis(),
                    process.idleBytes() / MEBIBYTE,
                    process.busyBytes() / MEBIBYTE));
        }
        out.append(
                "\n| slow streams by | streams | complete | events lost | RSS before, MiB | RSS most, MiB |\n|---|--:|--:|--:|--:|--:|\n");
        for (SlowStreams.Result result : streams) {
            out.append(format(
                    "| %s | %d | %d | %d | %.0f | %.0f |\n",
                    result.target(),
                    result.streams(),
                    result.complete(),
                    result.lost(),
                    result.residentIdle() / MEBIBYTE,
                    result.residentMost() / MEBIBYTE));
        }
        return out.toString();
    }

    String json() {
        String rows = latencies.stream()
                .flatMap(row -> row.series().entrySet().stream().map(entry -> json(row, entry)))
                .collect(Collectors.joining(",\n  "));
        String servers = processes.stream()
                .map(process -> format(
                        "{\"server\":\"%s\",\"start_ms\":%.1f,\"rss_idle\":%d,\"rss_busy\":%d}",
                        process.name(), process.startMillis(), process.idleBytes(), process.busyBytes()))
                .collect(Collectors.joining(",\n  "));
        String slow = streams.stream()
                .map(result -> format(
                        "{\"by\":\"%s\",\"streams\":%d,\"complete\":%d,\"lost\":%d,\"rss_idle\":%d,\"rss_most\":%d}",
                        result.target(),
                        result.streams(),
                        result.complete(),
                        result.lost(),
                        result.residentIdle(),
                        result.residentMost()))
                .collect(Collectors.joining(",\n  "));
        return "{\"latency\":[\n  " + rows + "],\n\"servers\":[\n  " + servers + "],\n\"slow_streams\":[\n  " + slow
                + "]}\n";
    }

    private String json(Latency.Row row, Map.Entry<String, Series> entry) {
        Series series = entry.getValue();
        Series base = row.series().get(direct);
        return format(
                "{\"request\":\"%s\",\"bytes\":%d,\"by\":\"%s\",\"p50_ms\":%.4f,\"p99_ms\":%.4f,\"added_p50_ms\":%.4f,"
                        + "\"added_p99_ms\":%.4f,\"noise_ms\":%.4f,\"n\":%d}",
                title(row),
                row.bytes(),
                entry.getKey(),
                series.percentile(0.5),
                series.percentile(0.99),
                series.percentile(0.5) - base.percentile(0.5),
                series.percentile(0.99) - base.percentile(0.99),
                series.noise(),
                series.count());
    }

    private String added(Latency.Row row, String name, double part) {
        if (name.equals(direct)) {
            return "";
        }
        double added = row.series().get(name).percentile(part)
                - row.series().get(direct).percentile(part);
        return format("%.3f", added);
    }

    private static String title(Latency.Row row) {
        if (row.bytes() == 0) {
            return "first event of a stream";
        }
        String size = row.bytes() < 1_000_000 ? row.bytes() / 1_000 + " KB" : row.bytes() / 1_000_000 + " MB";
        return size + ", " + row.shape().name().toLowerCase(Locale.ROOT);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
