package io.headroom.supervisor.systemd;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.api.testkit.host.Machine;
import java.util.ArrayList;
import java.util.List;

/** The supervisor kit, with a scripted systemd. */
class SystemdSupervisorContractTest extends SupervisorContract {
    @Override
    protected Supervisor supervisor() {
        return new SystemdSupervisor();
    }

    @Override
    protected List<ManagedHost> hosts() {
        List<ManagedHost> hosts = new ArrayList<>();
        for (Machine machine : List.of(Machine.LINUX, Machine.LINUX_ODD_HOME)) {
            for (Preset preset : List.of(Preset.PERSISTENT_SERVICE, Preset.PERSISTENT_TASK)) {
                for (Scope scope : Scope.values()) {
                    hosts.add(new ScriptedSystemd(machine, preset, scope));
                }
            }
        }
        return hosts;
    }
}
