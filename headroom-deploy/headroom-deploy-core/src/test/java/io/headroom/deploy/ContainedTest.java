package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceState;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.Deployments.LogKind;
import io.headroom.deploy.Deployments.Purge;
import io.headroom.deploy.Watchdog.Tick;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code --runtime docker} under a native supervisor: the commands, on a machine whose manager and engine only pretend. */
@Tag("D-501")
class ContainedTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;
    private static final String IMAGE = "headroom-jvm:1";

    private Rig rig;

    @BeforeEach
    void makeRig() throws IOException {
        rig = new Rig();
        rig.host().withFile(".lamp/settings.json", "{}");
    }

    private Outcome install() throws DeployException {
        Outcome outcome = rig.deployments().apply(rig.contained(Preset.PERSISTENT_SERVICE, IMAGE));
        rig.engine().says(ServiceState.of(ServiceState.Status.RUNNING));
        return outcome;
    }

    private List<String> calls() {
        return rig.supervisor().calls();
    }

    private Manifest manifest() throws DeployException {
        return rig.deployments().installed().get(0).manifest();
    }

    @ParameterizedTest
    @CsvSource({"PERSISTENT_SERVICE, service", "PERSISTENT_TASK, task"})
    @DisplayName(
            "D-501, D-305: the manager's and the engine's parts are made, the image is there before the start, the manifest tells both")
    void installs(Preset preset, String kind) throws DeployException {
        rig.host().withVariable("DOCKER_HOST", "unix:///run/ada's/docker.sock");

        Outcome outcome = rig.deployments().apply(rig.contained(preset, IMAGE));

        assertEquals(
                "Installed profile 'default' (" + preset.key()
                        + ", runtime docker, scope provider) at http://127.0.0.1:" + rig.port() + ".",
                outcome.lines().get(0));
        assertTrue(outcome.lines().contains("Note: the engine has to start by itself"), outcome.lines()::toString);
        assertEquals(List.of("fetch " + IMAGE, "start default"), calls());
        assertEquals("docker", manifest().runtime());
        assertEquals(kind, manifest().text("supervisor_kind"));
        assertEquals("scripted", manifest().text("supervisor_id"));
        assertEquals(IMAGE, manifest().text("image"));
        assertEquals("headroom-default", manifest().text("container_name"));
        assertTrue(Files.exists(rig.host().resolve(".engine/headroom-default")));
        assertTrue(Files.exists(rig.host().resolve(".units/headroom-default.unit")));
    }

    @Test
    @DisplayName("D-506: limits are the container's and not the agent's; the agent finds the engine that the user has")
    void givesLimitsToTheContainer() throws DeployException, IOException {
        rig.host().withVariable("DOCKER_HOST", "unix:///run/ada's/docker.sock");

        install();

        assertEquals(OptionalLong.empty(), rig.supervisor().limits().memoryBytes());
        assertEquals("512m", manifest().text("memory_limit"));
        String script = Files.readString(rig.folder("default").run(rig.host().operatingSystem()));
        assertTrue(script.contains("DOCKER_HOST='unix:///run/ada'\\''s/docker.sock'\nexport DOCKER_HOST\n"), script);
        assertFalse(script.contains("-Xmx"), script);
    }

    @Test
    @DisplayName("D-606: an engine that does not answer is told in preflight; nothing is changed")
    void refusesWithoutAnEngine() {
        rig.engine().answersAfter(Duration.ofHours(1));
        SortedMap<String, String> before = rig.host().filesAndTimes();

        DeployException refused = assertThrows(DeployException.class, this::install);

        assertEquals(Kind.REFUSED, refused.kind());
        assertEquals(List.of(ScriptedEngine.SILENT), refused.messages());
        assertEquals(before, rig.host().filesAndTimes());
        assertEquals(List.of(), calls());
    }

    @Test
    @DisplayName("D-501: without a plugin that runs containers it is refused, never run in the JVM of the host")
    void refusesWithoutAPlugin() {
        DeployException refused = assertThrows(
                DeployException.class,
                () -> rig.deployments(List.of(rig.supervisor())).apply(rig.contained(Preset.PERSISTENT_TASK, IMAGE)));

        assertEquals(Kind.REFUSED, refused.kind());
        assertTrue(refused.getMessage().contains("runs a container for --runtime docker"), refused.getMessage());
    }

    @Test
    @DisplayName("D-206: an image that cannot be had undoes everything")
    void undoesAllWithoutAnImage() {
        DeployException failed = assertThrows(
                DeployException.class,
                () -> rig.deployments().apply(rig.contained(Preset.PERSISTENT_SERVICE, "nowhere:1")));

        assertEquals(Kind.FAILED, failed.kind());
        assertTrue(failed.getMessage().startsWith("'docker pull' failed: no nowhere:1."), failed.getMessage());
        assertFalse(Files.exists(rig.manifest()));
        assertFalse(Files.exists(rig.host().resolve(".engine/headroom-default")));
        assertFalse(Files.exists(rig.host().resolve(".units/headroom-default.unit")));
    }

    @Test
    @DisplayName(
            "D-603: stop ends the agent and what a killed one left; start brings both back, and tells an engine that is gone at once")
    void stopsAndStarts() throws DeployException {
        install();
        calls().clear();
        rig.deployments().stop(DEFAULT);
        assertEquals(List.of("stop default", "end container default"), calls());

        rig.engine().answersAfter(Duration.ofMinutes(1));
        DeployException failed =
                assertThrows(DeployException.class, () -> rig.deployments().start(DEFAULT));
        assertTrue(failed.getMessage().startsWith(ScriptedEngine.SILENT), failed.getMessage());
        assertTrue(Files.exists(rig.folder("default").paused()), "stopped as before");

        rig.host().pause(Duration.ofMinutes(1));
        calls().clear();
        rig.deployments().start(DEFAULT);
        assertEquals(List.of("fetch " + IMAGE, "start default"), calls());
        rig.deployments().restart(DEFAULT, Deployments.Patience.DRAIN);
        assertEquals("restart default", calls().get(calls().size() - 1));
    }

    @Test
    @DisplayName("D-603: a broken manager keeps nobody from ending the container, a silent engine nobody from removing")
    void endsInAnyCase() throws DeployException {
        install();
        rig.supervisor().breaks();
        Outcome stopped = rig.deployments().stop(DEFAULT);
        assertTrue(calls().contains("end container default"), calls()::toString);
        assertTrue(stopped.lines().contains("Note: the manager does not answer"), stopped.lines()::toString);

        rig.engine().answersAfter(Duration.ofHours(1));
        rig.deployments().remove(DEFAULT, Purge.NOTHING);
        assertFalse(Files.exists(rig.manifest().getParent()));
    }

    @Test
    @DisplayName("D-208: remove leaves the database, a purge takes it along")
    void removes() throws DeployException {
        install();
        rig.deployments().remove(DEFAULT, Purge.NOTHING);
        assertFalse(Files.exists(rig.host().resolve(".engine/headroom-default")));
        assertFalse(Files.exists(rig.host().resolve(".units/headroom-default.unit")));
        assertFalse(calls().contains("purge default"));

        install();
        rig.deployments().remove(DEFAULT, Purge.LOGS);
        assertTrue(calls().contains("purge default"));
    }

    @Test
    @DisplayName("D-207: from one runtime to the other the running proxy makes room first, and back again")
    void changesTheRuntime() throws DeployException {
        rig.deployments().apply(rig.request());
        calls().clear();
        install();
        assertEquals("stop default", calls().get(0));
        assertTrue(rig.deployments().status(DEFAULT).good());

        calls().clear();
        rig.deployments().apply(rig.request());
        assertEquals(List.of("stop default", "end container default"), calls().subList(0, 2));
        assertEquals("jvm", manifest().runtime());
        assertFalse(manifest().fields().member("image").isPresent());
        assertFalse(Files.exists(rig.host().resolve(".engine/headroom-default")));
    }

    @Test
    @DisplayName("D-207: another image is exchanged by a restart; one that does not work gives the former one back")
    void exchangesTheImage() throws DeployException {
        install();
        assertEquals(
                List.of("Profile 'default' is up to date; nothing changed."),
                install().lines());
        calls().clear();
        rig.deployments().apply(rig.contained(Preset.PERSISTENT_SERVICE, "headroom-jvm:2"));
        assertEquals(List.of("fetch headroom-jvm:2", "restart default"), calls());

        assertThrows(
                DeployException.class,
                () -> rig.deployments().apply(rig.contained(Preset.PERSISTENT_SERVICE, "nowhere:3")));
        assertEquals("headroom-jvm:2", manifest().text("image"));
        assertEquals("restart default", calls().get(calls().size() - 1));
    }

    @Test
    @DisplayName(
            "D-602: an agent without a container is starting; a port that only the engine holds is the proxy coming up")
    void tellsHowItIs() throws DeployException {
        install();
        Status running = rig.deployments().status(DEFAULT);
        assertTrue(running.good());
        assertEquals("running (container running)", running.supervision());

        rig.probe().answer(rig.port(), Answer.of(Answer.Kind.SILENT));
        assertEquals(
                Status.Condition.UNHEALTHY, rig.deployments().status(DEFAULT).condition());

        rig.probe().silence(rig.port());
        rig.engine().says(ServiceState.of(ServiceState.Status.UNKNOWN));
        Status waiting = rig.deployments().status(DEFAULT);
        assertEquals(Status.Condition.STARTING, waiting.condition());
        assertEquals(
                "supervisor: starting (container unknown); port " + rig.port() + ": nobody listens yet",
                waiting.reason());
    }

    @Test
    @DisplayName("D-604: logs name docker's, whose container may be gone, and the agent's")
    void namesItsLogs() throws DeployException {
        install();

        List<Deployments.LogSource> sources = rig.deployments().logs(DEFAULT, LogKind.PROCESS);

        assertEquals(
                List.of("docker", "logs", "headroom-default"), sources.get(0).command());
        assertTrue(sources.get(1).file().orElseThrow().endsWith("agent.err.log"));
    }

    @Test
    @DisplayName("D-704: the check brings the agent back and leaves waiting for the engine to it")
    void isRevived() throws DeployException {
        install();
        calls().clear();
        rig.probe().silence(rig.port());
        rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));
        rig.engine().answersAfter(Duration.ofHours(1));

        assertEquals(Tick.REVIVED, rig.watchdog().tick(DEFAULT));

        assertEquals(List.of("start default"), calls());
    }
}
