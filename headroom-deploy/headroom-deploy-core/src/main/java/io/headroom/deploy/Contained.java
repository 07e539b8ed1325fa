package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Foreground;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServicePlan.Degradation;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.ServiceState.Status;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A supervisor that keeps our agent running, and the engine whose container the agent keeps in its foreground (D-501). To the commands they
 * are one supervisor: both have their part of the plan, and the container is gone when the agent is, also an agent that was killed.
 */
final class Contained implements Supervisor {
    private static final ServiceSpec.Limits UNLIMITED =
            new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty());

    private final Supervisor keeper;
    private final Supervisor engine;

    Contained(Supervisor keeper, Supervisor engine) {
        this.keeper = keeper;
        this.engine = engine;
    }

    /** Limits are the container's, where the engine enforces them. */
    private static ServiceSpec agent(ServiceSpec spec) {
        return spec.withLimits(UNLIMITED);
    }

    private Foreground foreground(ServiceSpec spec) throws SupervisorException {
        return engine.foreground()
                .orElseThrow(() -> new SupervisorException("The supervisor '" + engine.id()
                        + "' runs no container for profile '" + spec.profile() + "'."));
    }

    @Override
    public String id() {
        return keeper.id();
    }

    @Override
    public int precedence() {
        return keeper.precedence();
    }

    @Override
    public Support supports(Host host, Preset preset) {
        return keeper.supports(host, preset);
    }

    @Override
    public Support supports(Host host, Preset preset, Scope scope) {
        return keeper.supports(host, preset, scope);
    }

    @Override
    public List<Refusal> preflight(ServiceSpec spec, Host host) {
        List<Refusal> refusals = new ArrayList<>(engine.preflight(spec, host));
        refusals.addAll(keeper.preflight(agent(spec), host));
        return refusals;
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        ServicePlan container = engine.plan(spec, host);
        ServicePlan agent = keeper.plan(agent(spec), host);
        List<Change> changes = new ArrayList<>(container.changes());
        changes.addAll(agent.changes());
        List<Degradation> degraded = new ArrayList<>(agent.degraded());
        container.degraded().stream()
                .filter(one -> degraded.stream().noneMatch(other -> other.code().equals(one.code())))
                .forEach(degraded::add);
        return new ServicePlan(changes, degraded);
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        ready(spec, host);
        keeper.start(agent(spec), host);
    }

    /** Here the agent itself waits for an engine that starts late. */
    @Override
    public void revive(ServiceSpec spec, Host host) throws SupervisorException {
        keeper.revive(agent(spec), host);
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        ready(spec, host);
        keeper.restart(agent(spec), host);
    }

    /** The user is told at once what an agent would wait for. */
    private void ready(ServiceSpec spec, Host host) throws SupervisorException {
        Support support = engine.supports(host, Preset.PERSISTENT_DOCKER);
        if (support.verdict() == Support.Verdict.UNSUPPORTED) {
            throw new SupervisorException(support.reason());
        }
        foreground(spec).fetch(spec, host);
    }

    @Override
    public void keepDown(ServiceSpec spec, Host host) throws SupervisorException {
        keeper.keepDown(agent(spec), host);
    }

    @Override
    public void proven(ServiceSpec spec, Host host) throws SupervisorException {
        keeper.proven(agent(spec), host);
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        try {
            keeper.stop(agent(spec), host);
        } catch (SupervisorException refused) {
            // The container goes in any case.
            engine.stop(spec, host);
            throw refused;
        }
        engine.stop(spec, host);
    }

    @Override
    public void purge(ServiceSpec spec, Host host) throws SupervisorException {
        keeper.purge(agent(spec), host);
        engine.purge(spec, host);
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        ServiceState agent = keeper.state(agent(spec), host);
        ServiceState container = engine.state(spec, host);
        // An agent without a container waits for the engine, the image or the port.
        Status status = agent.status() == Status.RUNNING && container.status() != Status.RUNNING
                ? Status.STARTING
                : agent.status();
        return new ServiceState(
                status,
                agent.pid(),
                agent.lastExit(),
                (agent.detail().isEmpty() ? "" : agent.detail() + "; ") + "container " + words(container));
    }

    private static String words(ServiceState state) {
        return state.detail().isEmpty() ? state.status().name().toLowerCase(Locale.ROOT) : state.detail();
    }
}
