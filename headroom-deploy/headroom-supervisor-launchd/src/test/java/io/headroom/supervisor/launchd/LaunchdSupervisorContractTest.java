package io.headroom.supervisor.launchd;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.supervisor.launchd.fake.FakeMac;
import java.util.ArrayList;
import java.util.List;

/** The kit on Macs whose launchd is quick, and on Macs whose launchd takes its time after a stop. */
class LaunchdSupervisorContractTest extends SupervisorContract {
    @Override
    protected Supervisor supervisor() {
        return new LaunchdSupervisor();
    }

    @Override
    protected List<ManagedHost> hosts() {
        List<ManagedHost> hosts = new ArrayList<>();
        for (Preset preset : List.of(Preset.PERSISTENT_SERVICE, Preset.PERSISTENT_TASK)) {
            for (Scope scope : Scope.values()) {
                hosts.add(new FakeMac(preset, scope));
                hosts.add(new FakeMac(preset, scope)
                        .turn("DRAIN_S=5", "BOOTOUT_36=1", "LOST_RUNATLOAD=1", "LEGACY_TRUE_FALSE=1", "DRAIN_CODE=37"));
                hosts.add(new FakeMac(preset, scope).turn("DRAIN_S=3", "SLOW_STOP=1"));
            }
        }
        return hosts;
    }
}
