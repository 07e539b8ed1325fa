package io.headroom.proxy.relay;

import io.headroom.api.dialect.Dialect;
import io.headroom.proxy.upstream.ResponseHead;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Makes tees that read usage figures along on a worker. */
public final class UsageReading implements TeeFactory {
    private final Executor worker;
    private final Consumer<Throwable> faults;

    /**
     * Creates the factory.
     *
     * @param worker runs the reading, one piece of a response at a time
     * @param faults is told of faults of a dialect or of ours
     */
    public UsageReading(Executor worker, Consumer<Throwable> faults) {
        this.worker = worker;
        this.faults = faults;
    }

    @Override
    public UsageTee open(Dialect dialect, ResponseHead head) {
        return new WorkerTee(dialect, head, worker, faults);
    }
}
