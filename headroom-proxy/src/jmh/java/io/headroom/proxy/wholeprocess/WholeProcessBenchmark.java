package io.headroom.proxy.wholeprocess;

import io.headroom.proxy.wholeprocess.Bodies.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures what the distribution adds to a request, beside a bare nginx. Prints Markdown, and writes JSON where it is told to.
 *
 * <pre>{@code java … WholeProcessBenchmark DISTRIBUTION [--rounds 3] [--quick] [--nginx /usr/sbin/nginx] [--json FILE]}</pre>
 */
public final class WholeProcessBenchmark {
    private static final int STARTS = 5;
    private static final int STREAMS = 500;
    private static final long SETTLE = TimeUnit.SECONDS.toNanos(3);
    private static final List<Load> LOADS =
            List.of(new Load(2_000, 1_000), new Load(100_000, 500), new Load(1_000_000, 120), new Load(4_000_000, 40));

    private final Path distribution;
    private final Optional<Path> nginx;
    private final int rounds;
    private final int divisor;

    private record Load(int bytes, int requests) {}

    private WholeProcessBenchmark(Path distribution, Optional<Path> nginx, int rounds, int divisor) {
        this.distribution = distribution;
        this.nginx = nginx;
        this.rounds = rounds;
        this.divisor = divisor;
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments see above
     * @throws Exception if a server does not start or answers wrongly
     */
    public static void main(String... arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        if (given.isEmpty() || given.get(0).startsWith("-")) {
            System.err.println("usage: DISTRIBUTION [--rounds 3] [--quick] [--nginx /usr/sbin/nginx] [--json FILE]");
            System.exit(64);
        }
        Path nginx = Path.of(option(given, "--nginx").orElse("/usr/sbin/nginx"));
        if (!Files.isExecutable(nginx)) {
            System.err.println("without nginx, which is not at " + nginx);
        }
        WholeProcessBenchmark benchmark = new WholeProcessBenchmark(
                Path.of(given.get(0)).toAbsolutePath(),
                Optional.of(nginx).filter(Files::isExecutable),
                Integer.parseInt(option(given, "--rounds").orElse("3")),
                given.contains("--quick") ? 10 : 1);
        Report report = benchmark.run();
        System.out.println(report.markdown());
        Optional<String> json = option(given, "--json");
        if (json.isPresent()) {
            Files.writeString(Path.of(json.get()), report.json(), StandardCharsets.UTF_8);
        }
    }

    private static Optional<String> option(List<String> given, String name) {
        int at = given.indexOf(name);
        return at >= 0 && at + 1 < given.size() ? Optional.of(given.get(at + 1)) : Optional.empty();
    }

    private Report run() throws Exception {
        Path work = Files.createTempDirectory("headroom-benchmark");
        try (Server mock = Server.mock(work)) {
            double start = medianStart(mock, work);
            try (Server headroom = Server.headroom(distribution, mock.port(), work)) {
                if (nginx.isEmpty()) {
                    return measure(mock, List.of(headroom), start);
                }
                try (Server bare = Server.nginx(nginx.get(), mock.port(), work)) {
                    return measure(mock, List.of(headroom, bare), start);
                }
            }
        } finally {
            delete(work);
        }
    }

    private double medianStart(Server mock, Path work) throws IOException {
        double[] millis = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            try (Server once = Server.headroom(distribution, mock.port(), work)) {
                millis[i] = once.startNanos() / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[STARTS / 2];
    }

    private Report measure(Server mock, List<Server> servers, double headroomStart) throws Exception {
        Report report = new Report("direct");
        List<Target> targets = new ArrayList<>(List.of(new Target("direct", mock.port())));
        servers.forEach(server -> targets.add(new Target(server.toString(), server.port())));
        LockSupport.parkNanos(SETTLE);
        long[] idle = servers.stream().mapToLong(Server::residentBytes).toArray();

        Latency latency = new Latency(targets, new Bodies(), rounds);
        for (Load load : LOADS) {
            for (Shape shape : Shape.values()) {
                progress(load.bytes() + " bytes, " + shape);
                report.add(latency.bodies(shape, load.bytes(), Math.max(5, load.requests() / divisor)));
            }
        }
        progress("first events");
        report.add(latency.firstEvents(Math.max(20, 500 / divisor)));
        for (int i = 0; i < servers.size(); i++) {
            Server server = servers.get(i);
            double start = i == 0 ? headroomStart : server.startNanos() / 1e6;
            report.add(new Report.Process(server.toString(), start, idle[i], server.residentBytes()));
        }
        SlowStreams streams = new SlowStreams(STREAMS, new Bodies());
        report.add(streams.run(targets.get(0), mock));
        for (int i = 0; i < servers.size(); i++) {
            progress("slow streams by " + servers.get(i));
            report.add(streams.run(targets.get(i + 1), servers.get(i)));
        }
        return report;
    }

    private static void progress(String what) {
        System.err.println(what);
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
