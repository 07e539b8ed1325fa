package io.headroom.proxy.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many calls at the same time. */
public final class InParallel {
    private InParallel() {}

    /** One of the calls. */
    public interface Call {
        /** Makes the call of this number. */
        Received run(int number) throws IOException;
    }

    /** Runs so many calls at once, and gives what they received in the order of their numbers. */
    public static List<Received> run(int count, Call call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<Received>> running = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                int own = number;
                running.add(threads.submit(() -> call.run(own)));
            }
            List<Received> results = new ArrayList<>();
            for (Future<Received> one : running) {
                results.add(one.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
