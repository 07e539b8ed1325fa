package io.headroom.supervisor.docker;

import io.headroom.api.supervise.Supervisor;
import io.headroom.api.testkit.ManagedHost;
import io.headroom.api.testkit.SupervisorContract;
import io.headroom.api.testkit.host.Machine;
import java.util.List;

/** The supervisor kit, with a scripted engine on every machine. */
class DockerSupervisorContractTest extends SupervisorContract {
    @Override
    protected Supervisor supervisor() {
        return new DockerSupervisor();
    }

    @Override
    protected List<ManagedHost> hosts() {
        return List.of(
                new ScriptedDocker(Machine.LINUX),
                new ScriptedDocker(Machine.LINUX_ODD_HOME),
                new ScriptedDocker(Machine.LINUX).podman(),
                new ScriptedDocker(Machine.MACOS),
                new ScriptedDocker(Machine.WINDOWS));
    }
}
