package io.headroom.supervisor.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.CommandResult;
import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.Refusal;
import io.headroom.api.supervise.ServicePlan;
import io.headroom.api.supervise.ServiceSpec;
import io.headroom.api.supervise.ServiceState;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the plugin does beyond the kit, with a scripted engine. */
class DockerSupervisorTest {
    private static final String LEFT = "network headroom-default\nvolume headroom-default-data";
    private static final String OLD = "container headroom-default running headroom-jvm:0.1.0 :8787\n" + LEFT;
    private static final String NEW = "container headroom-default running headroom-jvm:0.2.0 :8787\n" + LEFT;

    private final DockerSupervisor supervisor = new DockerSupervisor();
    private final ScriptedDocker docker = new ScriptedDocker(Machine.LINUX);
    private final FakeHost host = docker.host();
    private final ServiceSpec spec = docker.spec();
    private final ServiceSpec next = Specs.of(host, "default", 8787, "headroom-jvm:0.2.0", Specs.UNLIMITED);

    private ServicePlan installed() {
        ServicePlan plan = supervisor.plan(spec, host);
        docker.install(plan);
        return plan;
    }

    private ServiceState.Status status() {
        return supervisor.state(spec, host).status();
    }

    @Test
    @DisplayName("D-606: no docker, and a docker that does not answer, are told in the words of the specification")
    void refusesWithoutAnEngine() {
        FakeHost bare = FakeHost.on(Machine.LINUX);
        assertEquals(
                "Docker is needed and 'docker' is not on PATH.",
                supervisor.supports(bare, Preset.PERSISTENT_DOCKER).reason());
        host.answeringAlways(new CommandResult(
                CommandResult.Outcome.EXITED, 1, "", "Cannot connect to the Docker daemon. Is it running?\nmore\n"));
        assertEquals(
                "Docker does not answer: Cannot connect to the Docker daemon. Is it running?.",
                supervisor.supports(host, Preset.PERSISTENT_DOCKER).reason());
        assertEquals(1, supervisor.preflight(spec, host).size());
    }

    @Test
    @DisplayName("D-703: comes back after a crash and after the engine restarted; stopped stays stopped over that")
    void comesBack() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        docker.crash();
        assertTrue(supervisor.state(spec, host).detail().contains("restarts 1"));
        docker.engineRestarts();
        assertEquals(ServiceState.Status.RUNNING, status());

        supervisor.stop(spec, host);
        docker.engineRestarts();
        assertEquals(ServiceState.Status.STOPPED, status());
        supervisor.start(spec, host);
        docker.engineRestarts();
        assertEquals(ServiceState.Status.RUNNING, status());
    }

    @Test
    @DisplayName("D-703: a parked proxy is FAILED by its note before the engine finds it unhealthy, and start wakes it")
    void parks() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        host.withFile(".headroom/deploy/default/failure.json", "{}");
        ServiceState parked = supervisor.state(spec, host);
        assertEquals(ServiceState.Status.FAILED, parked.status());
        assertTrue(parked.detail().contains("gave up"), parked.detail());

        host.forgetAccesses();
        docker.giveUp();
        supervisor.start(spec, host);
        assertEquals("docker restart -t 15 headroom-default", docker.runs());
    }

    @Test
    @DisplayName("a proxy that is well is not disturbed by start; a frozen container is woken by all that is asked")
    void disturbsNobody() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        docker.becomes("running", "healthy");
        long pid = supervisor.state(spec, host).pid().orElseThrow();
        supervisor.start(spec, host);
        assertEquals(pid, supervisor.state(spec, host).pid().orElseThrow());

        docker.becomes("paused", "");
        assertEquals(ServiceState.Status.FAILED, status());
        supervisor.start(spec, host);
        assertEquals(ServiceState.Status.RUNNING, status());
        docker.becomes("paused", "");
        supervisor.restart(spec, host);
        docker.becomes("paused", "");
        supervisor.stop(spec, host);
        assertEquals(ServiceState.Status.STOPPED, status());
    }

    @Test
    @DisplayName("D-805: the former container is renamed and stopped, stays until the new one is proven, and goes then")
    void exchanges() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        host.forgetAccesses();

        supervisor.restart(next, host);
        assertEquals("container former-headroom-default exited headroom-jvm:0.1.0 :8787\n" + NEW, docker.everything());
        assertEquals(
                List.of(
                        "docker rename headroom-default former-headroom-default",
                        "docker stop -t 15 former-headroom-default"),
                docker.runs().lines().limit(2).toList());
        supervisor.proven(next, host);
        assertEquals(NEW, docker.everything());
        supervisor.proven(next, host);
        assertEquals(NEW, docker.everything());
    }

    @Test
    @DisplayName("D-805: what is not proven is given back by stop, and by asking for the former settings")
    void givesBackTheFormer() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        supervisor.restart(next, host);
        supervisor.stop(next, host);
        assertEquals("container headroom-default exited headroom-jvm:0.1.0 :8787\n" + LEFT, docker.everything());
        supervisor.restart(spec, host);
        assertEquals(OLD, docker.everything());

        supervisor.restart(next, host);
        supervisor.start(spec, host);
        assertEquals(OLD, docker.everything());
    }

    @Test
    @DisplayName("D-805: an exchange that fails on a port leaves no container behind, and the former one runs again")
    void survivesAPortConflict() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        docker.foreignOn(9000, true);
        ServiceSpec moved = Specs.of(host, "default", 9000, "headroom-jvm:0.1.0", Specs.UNLIMITED);

        SupervisorException thrown = assertThrows(SupervisorException.class, () -> supervisor.restart(moved, host));

        assertTrue(thrown.getMessage().contains("already allocated"), thrown.getMessage());
        assertEquals(OLD, docker.everything());
        docker.engineRestarts();
        assertEquals(OLD, docker.everything());
    }

    @Test
    @DisplayName("D-805: a first start that fails on a port leaves no container behind")
    void leavesNothingCreated() {
        installed();
        docker.foreignOn(8787, true);

        assertThrows(SupervisorException.class, () -> supervisor.start(spec, host));

        assertEquals(LEFT, docker.everything());
    }

    @Test
    @DisplayName("D-205: an exchange that was cut off at any command is put in order by the next start, old or new")
    void recoversFromEveryCut() throws SupervisorException {
        for (ServiceSpec asked : List.of(spec, next)) {
            for (int cut = 0; cut < 3; cut++) {
                ScriptedDocker engine = new ScriptedDocker(Machine.LINUX);
                engine.install(supervisor.plan(engine.spec(), engine.host()));
                ServiceSpec former = Specs.of(engine.host(), "default");
                ServiceSpec wanted = Specs.of(
                        engine.host(),
                        "default",
                        8787,
                        asked.container().orElseThrow().image(),
                        Specs.UNLIMITED);
                supervisor.start(former, engine.host());
                engine.docker(List.of("rename", "headroom-default", "former-headroom-default"));
                if (cut > 0) {
                    engine.docker(List.of("stop", "-t", "15", "former-headroom-default"));
                }
                if (cut > 1) {
                    engine.docker(unproven(engine.host()));
                }
                engine.engineRestarts();

                supervisor.start(wanted, engine.host());
                supervisor.proven(wanted, engine.host());

                assertEquals(
                        asked.equals(spec) ? OLD : NEW,
                        engine.everything(),
                        "cut after " + cut + ", " + asked.container());
            }
        }
    }

    private static List<String> unproven(FakeHost on) throws SupervisorException {
        ServiceSpec unproven = Specs.of(on, "default", 8787, "headroom-jvm:0.2.0", Specs.UNLIMITED);
        Engine.Facts facts = new Engine(on).facts();
        return new RunCommand(unproven, on, facts, new Control(unproven, on).user(facts)).arguments();
    }

    @Test
    @DisplayName("D-208: removal leaves the database alone, a purge leaves nothing")
    void leavesTheDatabase() throws SupervisorException {
        ServicePlan plan = installed();
        supervisor.start(spec, host);
        supervisor.stop(spec, host);
        docker.remove(plan);
        assertEquals("volume headroom-default-data", docker.everything());
        supervisor.purge(spec, host);
        assertEquals("", docker.everything());
        supervisor.purge(spec, host);
    }

    @Test
    @DisplayName("D-202: a container, network or volume of another is refused before anything is changed")
    void refusesForeignObjects() throws SupervisorException {
        installed();
        supervisor.start(spec, host);
        assertEquals(List.of(), supervisor.preflight(spec, host));

        ScriptedDocker other = new ScriptedDocker(Machine.LINUX);
        other.docker(List.of("network", "create", "--label", "who=knows", "headroom-default"));
        other.docker(List.of("volume", "create", "--label", "who=knows", "headroom-default-data"));
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
                "headroom-jvm:0.1.0"));
        List<Refusal> refusals = supervisor.preflight(other.spec(), other.host());

        assertEquals(3, refusals.size(), refusals::toString);
        assertTrue(refusals.get(0).reason().startsWith("The container headroom-default is there already"));
    }

    @Test
    @DisplayName(
            "D-207: the plan of another image or port has the same changes, so that none undoes the running container")
    void plansTheSameForEverySetting() {
        assertEquals(
                supervisor.plan(spec, host).changes(),
                supervisor.plan(next, host).changes());
    }

    @Test
    @DisplayName("D-507: an engine that nobody starts at boot is a degradation")
    void tellsWhoMustStartTheEngine() {
        assertEquals(1, supervisor.plan(spec, host).degraded().size());
        host.withCommand(0, "enabled\n", "systemctl", "is-enabled", "docker.service");
        ServicePlan plan = supervisor.plan(spec, host);
        assertEquals(List.of(), plan.degraded());
        assertFalse(plan.changes().stream().anyMatch(change -> change.info().rights() != ChangeInfo.Rights.NONE));
    }
}
