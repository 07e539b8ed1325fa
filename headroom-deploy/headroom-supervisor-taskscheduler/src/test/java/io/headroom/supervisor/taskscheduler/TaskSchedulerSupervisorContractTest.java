package io.headroom.supervisor.taskscheduler;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.supervisor.taskscheduler.fake.FakeWindows;
import java.util.ArrayList;
import java.util.List;

/** The kit on an English Windows, and on a French one that starts programs late and says so in other ways. */
class TaskSchedulerSupervisorContractTest extends SupervisorContract {
    @Override
    protected Supervisor supervisor() {
        return new TaskSchedulerSupervisor();
    }

    @Override
    protected List<ManagedHost> hosts() {
        List<ManagedHost> hosts = new ArrayList<>();
        for (Preset preset : List.of(Preset.PERSISTENT_SERVICE, Preset.PERSISTENT_TASK)) {
            for (Scope scope : Scope.values()) {
                hosts.add(new FakeWindows(preset, scope));
                hosts.add(new FakeWindows(preset, scope)
                        .turn(scope == Scope.SYSTEM ? "ELEVATED=1" : "", "FRENCH=1", "RUN_DELAY_S=8", "REFUSED_TICKS=1"));
            }
        }
        return hosts;
    }
}
