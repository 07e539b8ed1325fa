package io.headroom.proxy.wholeprocess;

import io.headroom.proxy.wholeprocess.Bodies.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many slow streams of events at once, each of which must deliver every event in order. */
final class SlowStreams {
    private static final int STACK = 256 * 1024;
    private static final int EVENTS = 64;
    private static final int GAP_MILLIS = 100;

    private final int streams;
    private final Bodies bodies;

    SlowStreams(int streams, Bodies bodies) {
        this.streams = streams;
        this.bodies = bodies;
    }

    /**
     * What came of it.
     *
     * @param target the way
     * @param streams how many streams there were
     * @param complete how many delivered every event in order
     * @param lost how many events did not arrive in order
     * @param residentIdle the server's memory before, in bytes; 0 for the mock
     * @param residentMost the server's largest memory seen, in bytes
     */
    record Result(String target, int streams, int complete, int lost, long residentIdle, long residentMost) {}

    Result run(Target target, Server server) throws InterruptedException {
        long idle = server.residentBytes();
        AtomicInteger complete = new AtomicInteger();
        AtomicInteger events = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            byte[] body = bodies.of(Shape.ANTHROPIC, 2_048);
            Thread thread = new Thread(null, () -> stream(target, body, complete, events), "stream-" + i, STACK);
            thread.start();
            threads.add(thread);
        }
        long most = idle;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                thread.join(200);
                most = Math.max(most, server.residentBytes());
            }
        }
        return new Result(target.name(), streams, complete.get(), streams * EVENTS - events.get(), idle, most);
    }

    private static void stream(Target target, byte[] body, AtomicInteger complete, AtomicInteger events) {
        try (Client client = new Client(target.port())) {
            int arrived = client.stream(Shape.ANTHROPIC.path(), body, EVENTS, GAP_MILLIS)
                    .events();
            events.addAndGet(arrived);
            complete.addAndGet(arrived == EVENTS ? 1 : 0);
        } catch (IOException e) {
            System.err.println(target.name() + ": a stream broke off: " + e.getMessage());
        }
    }
}
