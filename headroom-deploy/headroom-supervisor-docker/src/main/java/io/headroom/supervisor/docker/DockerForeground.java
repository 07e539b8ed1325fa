package io.headroom.supervisor.docker;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.Foreground;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.SupervisorException;
import java.time.Duration;
import java.util.List;

/**
 * Runs the container in the foreground of an agent. The container goes with the run, so that one which is there before it is what an agent
 * left that was killed; a network without containers is what {@code docker system prune} takes away.
 */
final class DockerForeground implements Foreground {
    private static final Duration QUICK = Duration.ofSeconds(20);
    private static final Duration FETCH = Duration.ofMinutes(10);

    @Override
    public void fetch(ServiceSpec spec, Host host) throws SupervisorException {
        Engine engine = new Engine(host);
        String image = spec.container().orElseThrow().image();
        if (engine.labels("image", image).isEmpty()) {
            engine.require(FETCH, List.of("pull", "--quiet", image));
        }
    }

    @Override
    public CommandLine command(ServiceSpec spec, Host host) throws SupervisorException {
        Control control = new Control(spec, host);
        control.clear();
        Engine engine = new Engine(host);
        Names names = Names.of(spec);
        make(engine, "network", names.network(), spec);
        make(engine, "volume", names.volume(), spec);
        return Engine.line(control.command().arguments());
    }

    private static void make(Engine engine, String kind, String name, ServiceSpec spec) throws SupervisorException {
        if (engine.labels(kind, name).isEmpty()) {
            engine.require(QUICK, RunCommand.creation(kind, name, spec));
        }
    }
}
