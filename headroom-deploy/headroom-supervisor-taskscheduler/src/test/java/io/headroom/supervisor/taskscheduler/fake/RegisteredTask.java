package io.headroom.supervisor.taskscheduler.fake;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** One registered task: its switch, its clock, its program and the last result. Not thread-safe; time comes with each call. */
final class RegisteredTask {
    private static final int RUNNING = 0x41301;
    private static final int NEVER_RAN = 0x41303;
    private static final int ENDED_BY_USER = 0x41306;
    private static final int REFUSED = 0x800710E0;
    private static final int NO_SUCH_FILE = 0x80070002;

    private final TaskDefinition definition;
    private final Spawner spawner;
    private boolean enabled;
    private Optional<Spawner.Running> process = Optional.empty();
    private Optional<Instant> startAt = Optional.empty();
    private Optional<Instant> tickAt;
    private boolean tickRefused;
    private boolean ended;
    private int result = NEVER_RAN;

    RegisteredTask(TaskDefinition definition, Spawner spawner, Instant now) {
        this.definition = definition;
        this.spawner = spawner;
        this.enabled = definition.enabled();
        this.tickAt = definition.interval().map(now::plus);
    }

    TaskDefinition definition() {
        return definition;
    }

    boolean enabled() {
        return enabled;
    }

    void enabled(boolean on) {
        enabled = on;
    }

    boolean running() {
        return process.isPresent();
    }

    void run(Instant at) {
        startAt = Optional.of(at);
    }

    void end() {
        startAt = Optional.empty();
        if (process.isPresent()) {
            ended = true;
            process.get().kill();
        }
    }

    void logon(Instant now) {
        if (enabled && definition.startsAtLogon()) {
            run(now);
        }
    }

    /** Lets happen what is due. */
    void tick(Instant now) {
        if (process.isPresent() && process.get().exitCode().isPresent()) {
            OptionalInt code = process.get().exitCode();
            process = Optional.empty();
            result = ended ? ENDED_BY_USER : code.getAsInt();
            ended = false;
            tickRefused = false;
        }
        if (tickAt.filter(time -> !time.isAfter(now)).isPresent()) {
            tickAt = definition.interval().map(now::plus);
            if (enabled) {
                tickRefused |= process.isPresent();
                run(now);
            }
        }
        if (startAt.filter(time -> !time.isAfter(now)).isPresent()) {
            startAt = Optional.empty();
            if (process.isEmpty()) {
                process = spawner.spawn(definition);
                result = process.isPresent() ? RUNNING : NO_SUCH_FILE;
            }
        }
    }

    int lastResult(Knobs knobs) {
        return process.isPresent() && tickRefused && knobs.refusedTicks() ? REFUSED : result;
    }
}
