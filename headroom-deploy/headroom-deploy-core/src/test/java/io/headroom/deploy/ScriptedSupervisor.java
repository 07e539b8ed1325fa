package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.supervise.Support;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A service manager with one file for a service, and one more for a check, named as those of systemd are. Its proxies only pretend. */
final class ScriptedSupervisor implements Supervisor {
    private final ScriptedProbe probe;
    private final List<String> calls = new ArrayList<>();
    private ServiceSpec.Limits limits = new ServiceSpec.Limits(OptionalLong.empty(), OptionalInt.empty());
    private ServiceState state = ServiceState.of(ServiceState.Status.ABSENT);
    private boolean broken;
    private boolean starts = true;

    ScriptedSupervisor(ScriptedProbe probe) {
        this.probe = probe;
    }

    /** What it was asked to do, such as {@code start default}. */
    List<String> calls() {
        return calls;
    }

    /** What the last service that it was to start may use. */
    ServiceSpec.Limits limits() {
        return limits;
    }

    void says(ServiceState now) {
        state = now;
    }

    void breaks() {
        broken = true;
    }

    /** From now on nothing comes of a start. */
    void startsNothing() {
        starts = false;
    }

    @Override
    public String id() {
        return "scripted";
    }

    @Override
    public Support supports(Host host, Preset preset) {
        return Support.supported();
    }

    @Override
    public ServicePlan plan(ServiceSpec spec, Host host) {
        List<Change> changes = new ArrayList<>();
        changes.add(unit(spec, host, ""));
        if (spec.preset() == Preset.PERSISTENT_TASK) {
            changes.add(unit(spec, host, "-ensure"));
        }
        return new ServicePlan(changes, List.of());
    }

    private static Change unit(ServiceSpec spec, Host host, String suffix) {
        Path folder = host.home().resolve(".units");
        return new Change.OwnFile(
                ChangeInfo.supervisor(spec.profile(), "scripted", "unit" + suffix, "Writes the unit"),
                folder.resolve("headroom-" + spec.profile() + suffix + ".unit"),
                FileContent.of(String.join(" ", spec.run()) + "\n"),
                OptionalInt.empty());
    }

    @Override
    public void start(ServiceSpec spec, Host host) throws SupervisorException {
        act("start", spec);
        up(spec);
    }

    @Override
    public void restart(ServiceSpec spec, Host host) throws SupervisorException {
        act("restart", spec);
        up(spec);
    }

    @Override
    public void stop(ServiceSpec spec, Host host) throws SupervisorException {
        act("stop", spec);
        probe.silence(spec.port());
        state = ServiceState.of(ServiceState.Status.STOPPED);
    }

    private void act(String verb, ServiceSpec spec) throws SupervisorException {
        calls.add(verb + " " + spec.profile());
        limits = spec.limits();
        if (broken) {
            throw new SupervisorException("the manager does not answer");
        }
    }

    private void up(ServiceSpec spec) {
        if (starts) {
            probe.ready(spec.profile(), spec.port());
            state = ServiceState.of(ServiceState.Status.RUNNING);
        } else {
            state = ServiceState.of(ServiceState.Status.FAILED);
        }
    }

    @Override
    public ServiceState state(ServiceSpec spec, Host host) {
        return state;
    }
}
