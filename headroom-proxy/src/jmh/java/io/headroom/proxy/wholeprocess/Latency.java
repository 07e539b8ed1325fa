package io.headroom.proxy.wholeprocess;

import io.headroom.proxy.wholeprocess.Bodies.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends the same kind of request by every way in turn, one at a time, so that whatever disturbs the machine disturbs all alike. The mock
 * itself is the first way: what the others take longer is what they add.
 */
final class Latency {
    private static final int WARM_UP_BYTES = 400 * 1024 * 1024;

    private final List<Target> targets;
    private final Bodies bodies;
    private final int rounds;

    Latency(List<Target> targets, Bodies bodies, int rounds) {
        this.targets = targets;
        this.bodies = bodies;
        this.rounds = rounds;
    }

    /**
     * One line of the table.
     *
     * @param bytes the size of the bodies; 0 for streams
     * @param shape the dialect
     * @param series durations by way
     */
    record Row(int bytes, Shape shape, Map<String, Series> series) {}

    /** Measures bodies of one size. */
    Row bodies(Shape shape, int bytes, int requests) throws IOException {
        Map<String, Series> series = empty();
        run(shape, bytes, Math.max(20, Math.min(3_000, WARM_UP_BYTES / 4 / bytes)), empty());
        for (int round = 0; round < rounds; round++) {
            run(shape, bytes, requests, series);
        }
        return new Row(bytes, shape, series);
    }

    private void run(Shape shape, int bytes, int requests, Map<String, Series> into) throws IOException {
        List<Client> clients = connect();
        try {
            long[][] nanos = new long[targets.size()][requests];
            for (int i = 0; i < requests; i++) {
                for (int k = 0; k < targets.size(); k++) {
                    // Another one goes first each time: the first after a pause pays for cold caches.
                    int target = (i + k) % targets.size();
                    nanos[target][i] = clients.get(target).exchange(shape.path(), bodies.of(shape, bytes));
                }
            }
            add(nanos, into);
        } finally {
            close(clients);
        }
    }

    /** Measures the time to the first event of a stream. */
    Row firstEvents(int requests) throws IOException {
        Map<String, Series> series = empty();
        streams(requests, empty());
        for (int round = 0; round < rounds; round++) {
            streams(requests, series);
        }
        return new Row(0, Shape.ANTHROPIC, series);
    }

    private void streams(int requests, Map<String, Series> into) throws IOException {
        List<Client> clients = connect();
        try {
            long[][] nanos = new long[targets.size()][requests];
            for (int i = 0; i < requests; i++) {
                for (int k = 0; k < targets.size(); k++) {
                    int target = (i + k) % targets.size();
                    byte[] body = bodies.of(Shape.ANTHROPIC, 2_048);
                    Client.Streamed streamed = clients.get(target).stream(Shape.ANTHROPIC.path(), body, 8, 0);
                    if (streamed.events() != 8) {
                        throw new IOException(targets.get(target).name() + " lost events: " + streamed);
                    }
                    nanos[target][i] = streamed.first();
                }
            }
            add(nanos, into);
        } finally {
            close(clients);
        }
    }

    private Map<String, Series> empty() {
        Map<String, Series> series = new LinkedHashMap<>();
        targets.forEach(target -> series.put(target.name(), new Series()));
        return series;
    }

    private void add(long[][] nanos, Map<String, Series> into) {
        for (int k = 0; k < targets.size(); k++) {
            into.get(targets.get(k).name()).add(nanos[k]);
        }
    }

    private List<Client> connect() throws IOException {
        List<Client> clients = new ArrayList<>();
        for (Target target : targets) {
            clients.add(new Client(target.port()));
        }
        return clients;
    }

    private static void close(List<Client> clients) throws IOException {
        for (Client client : clients) {
            client.close();
        }
    }
}
