package io.headroom.supervisor.cron;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.api.testkit.host.Machine;
import java.util.List;

/** The supervisor kit, with a scripted cron. */
class CronSupervisorContractTest extends SupervisorContract {
    @Override
    protected Supervisor supervisor() {
        return new CronSupervisor();
    }

    @Override
    protected List<ManagedHost> hosts() {
        return List.of(
                new ScriptedCron(Machine.LINUX, Scope.USER),
                new ScriptedCron(Machine.LINUX, Scope.SYSTEM),
                new ScriptedCron(Machine.LINUX_ODD_HOME, Scope.PROVIDER),
                new ScriptedCron(Machine.LINUX_ODD_HOME, Scope.SYSTEM));
    }
}
