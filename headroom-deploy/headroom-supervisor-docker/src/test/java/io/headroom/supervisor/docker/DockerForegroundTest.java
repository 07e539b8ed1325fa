package io.headroom.supervisor.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.ChangeInfo;
import io.headroom.api.supervise.Foreground;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The container in the foreground of an agent, with a scripted engine. */
@Tag("D-501")
class DockerForegroundTest {
    private static final String IMAGE = "headroom-jvm:0.1.0";
    private static final String MADE = "network headroom-default\nvolume headroom-default-data";
    private static final String RUNS = "container headroom-default running " + IMAGE + " :8787\n" + MADE;

    private final DockerSupervisor supervisor = new DockerSupervisor();
    private final Foreground foreground = supervisor.foreground().orElseThrow();
    private final ScriptedDocker docker = new ScriptedDocker(Machine.LINUX);
    private final FakeHost host = docker.host();
    private final ServiceSpec spec = Specs.ofAgent(host, "default", IMAGE);

    private List<String> command() throws SupervisorException {
        List<String> arguments = foreground.command(spec, host).arguments();
        assertEquals("docker", arguments.get(0));
        return arguments.subList(1, arguments.size());
    }

    private void runs() throws SupervisorException {
        assertTrue(docker.docker(command()).succeeded());
        assertEquals(RUNS, docker.everything());
    }

    @Test
    @DisplayName(
            "D-501, D-804: what is run goes with its end, is told nothing by terminals, and leaves the books to its agent")
    void runsInTheForeground() throws SupervisorException {
        docker.install(supervisor.plan(spec, host));

        List<String> command = command();

        assertTrue(command.containsAll(List.of("--rm", "--sig-proxy=false")), command::toString);
        assertFalse(command.contains("-d") || command.contains("--restart"), command::toString);
        int agent = command.indexOf("agent");
        assertEquals("serve", command.get(agent + 1));
        runs();
        assertEquals(ServiceState.Status.RUNNING, supervisor.state(spec, host).status());
        supervisor.stop(spec, host);
        assertEquals(MADE, docker.everything());
        assertEquals(ServiceState.Status.ABSENT, supervisor.state(spec, host).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "paused", "exited", "created", "removing", "dead"})
    @DisplayName("D-501: a container that a killed agent left is ours, whatever its state, and is replaced")
    void replacesWhatWasLeft(String state) throws SupervisorException {
        docker.install(supervisor.plan(spec, host));
        runs();
        docker.becomes(state, "");

        assertEquals(List.of(), supervisor.preflight(spec, host));
        runs();
    }

    @Test
    @DisplayName("D-501: one that the engine is just removing by itself is waited for, one that stays is told")
    void waitsForTheEngineToRemove() throws SupervisorException {
        docker.install(supervisor.plan(spec, host));
        runs();
        docker.becomes("created", "");
        docker.removes(3);
        runs();

        docker.becomes("dead", "");
        docker.removes(1_000);
        docker.docker(List.of("rename", "headroom-default", "former-headroom-default"));
        SupervisorException thrown = assertThrows(SupervisorException.class, this::command);
        assertTrue(thrown.getMessage().contains("cannot be removed"), thrown.getMessage());
    }

    @Test
    @DisplayName("D-202: a container of somebody else with that name is refused and left alone, also by stop")
    void leavesAForeignContainerAlone() throws SupervisorException {
        ScriptedDocker other = new ScriptedDocker(Machine.LINUX);
        ServiceSpec wanted = Specs.ofAgent(other.host(), "default", IMAGE);
        other.install(supervisor.plan(wanted, other.host()));
        other.docker(List.of(
                "run",
                "-d",
                "--name",
                "headroom-default",
                "--restart",
                "no",
                "--network",
                "headroom-default",
                "-p",
                "127.0.0.1:1:1",
                "--label",
                "who=knows",
                "--mount",
                "type=bind,source=/x,target=/y",
                IMAGE));
        String before = other.everything();

        assertEquals(1, supervisor.preflight(wanted, other.host()).size());
        assertThrows(SupervisorException.class, () -> foreground.command(wanted, other.host()));
        assertThrows(SupervisorException.class, () -> supervisor.stop(wanted, other.host()));

        assertEquals(before, other.everything());
    }

    @Test
    @DisplayName("D-501: a network and a volume that somebody pruned while it was stopped come back, and are ours")
    void bringsBackWhatWasPruned() throws SupervisorException {
        docker.install(supervisor.plan(spec, host));
        docker.docker(List.of("network", "rm", "headroom-default"));
        docker.docker(List.of("volume", "rm", "headroom-default-data"));

        runs();

        assertEquals(List.of(), supervisor.preflight(spec, host));
    }

    @Test
    @DisplayName("D-801: an image that is not there is fetched once; one that cannot be had is told")
    void fetchesTheImage() throws SupervisorException {
        foreground.fetch(spec, host);
        ServiceSpec remote = Specs.ofAgent(host, "default", "registry.example/headroom:1");
        foreground.fetch(remote, host);
        foreground.fetch(remote, host);
        assertEquals("docker pull --quiet registry.example/headroom:1", docker.runs());

        ServiceSpec nowhere = Specs.ofAgent(host, "default", "nowhere:1");
        SupervisorException thrown = assertThrows(SupervisorException.class, () -> foreground.fetch(nowhere, host));
        assertTrue(thrown.getMessage().startsWith("'docker pull' failed: "), thrown.getMessage());
    }

    @Test
    @DisplayName(
            "D-208: removal takes the container that was left and the network, a purge the database; nothing needs rights")
    void leavesNothing() throws SupervisorException {
        ServicePlan plan = supervisor.plan(spec, host);
        docker.install(plan);
        runs();
        assertFalse(plan.changes().stream().anyMatch(change -> change.info().rights() != ChangeInfo.Rights.NONE));

        docker.remove(plan);
        assertEquals("volume headroom-default-data", docker.everything());
        supervisor.purge(spec, host);
        assertEquals("", docker.everything());
        supervisor.stop(spec, host);
    }

    @Test
    @DisplayName("D-501: it starts no service of other presets by itself")
    void servesItsPresetAlone() {
        assertTrue(supervisor.supports(host, Preset.PERSISTENT_SERVICE).reason().contains("persistent-docker alone"));
    }
}
