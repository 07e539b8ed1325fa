package org.example.direct;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Spawns the process and does nothing else: a service manager as poor as can be, for tests of everything around it. Like the real ones it
 * gives the process hardly any environment, and it never starts anything again.
 */
public final class DirectSupervisor implements Supervisor {
    private static final long END_SECONDS = 30;

    @Override
    public String id() {
        return "test.direct";
    }

    @Override
    public int precedence() {
        return 1;
    }

    @Override
    public Support supports(Host host, Preset preset) {
        return preset == Preset.PERSISTENT_DOCKER ? Support.unsupported("no containers here") : Support.supported();
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        ChangeInfo info = ChangeInfo.supervisor(spec.profile(), "test.direct", "unit", "Write the unit of the stand-in");
        Path unit = host.home().resolve(".direct").resolve(spec.profile() + ".unit");
        FileContent content = FileContent.of(String.join("\n", spec.run()) + "\n");
        return new ServicePlan(
                List.of(new Change.OwnFile(info, unit, content, OptionalInt.of(0600))),
                List.of(new ServicePlan.Degradation("no-restart", "it is not started again after a crash")));
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        if (isAlive(pid(spec))) {
            return;
        }
        String command = "cd / && { env -i PATH=/usr/bin:/bin \"$@\" >>\"$LOGS/agent.out.log\" 2>>\"$LOGS/agent.err.log\" </dev/null &"
                + " } && echo $! >\"$PIDFILE\"";
        CommandResult result = host.run(new CommandLine(
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("/bin/sh", "-c", command, "direct"), spec.run().stream())
                        .toList(),
                Map.of(
                        "LOGS", spec.directories().logs().toString(),
                        "PIDFILE", pidFile(spec).toString()),
                "",
                Duration.ofSeconds(10)));
        if (!result.succeeded()) {
            throw new SupervisorException("cannot start: " + result.error());
        }
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        long pid = pid(spec);
        if (isAlive(pid)) {
            host.run(CommandLine.of("kill", "-TERM", Long.toString(pid)));
            for (int i = 0; isAlive(pid) && i < END_SECONDS * 10; i++) {
                host.pause(Duration.ofMillis(100));
            }
        }
        if (isAlive(pid)) {
            throw new SupervisorException("the process does not end");
        }
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        stop(spec, host);
        start(spec, host);
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        long pid = pid(spec);
        return isAlive(pid)
                ? new ServiceState(
                        ServiceState.Status.RUNNING, OptionalLong.of(pid), OptionalInt.empty(), "")
                : ServiceState.of(pid == 0 ? ServiceState.Status.ABSENT : ServiceState.Status.STOPPED);
    }

    private static Path pidFile(ServiceSpec spec) {
        return spec.directories().logs().resolve("direct.pid");
    }

    private static long pid(ServiceSpec spec) {
        try {
            return Long.parseLong(Files.readString(pidFile(spec)).strip());
        } catch (IOException | NumberFormatException none) {
            return 0;
        }
    }

    /** A child that nobody waits for stays as a zombie, which is not alive. */
    private static boolean isAlive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return pid > 0 && !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException none) {
            return false;
        }
    }
}
