package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.Preset;
import io.headroom.deploy.Agent.Fault;
import io.headroom.deploy.Agent.Start.Decision;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.agent.StartLog;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent whose proxy is in a container, on a machine whose engine only pretends. */
@Tag("D-501")
@Tag("D-701")
class ContainerRunTest {
    private static final String RUN = "docker run headroom-default headroom-jvm:1";
    private static final String END = "end container default";

    private Rig rig;

    @BeforeEach
    void install() throws IOException, DeployException {
        rig = new Rig();
        rig.host().withFile(".lamp/settings.json", "{}");
        rig.host().withFile("/proc/sys/kernel/random/boot_id", "this-boot\n");
        rig.deployments().apply(rig.contained(Preset.PERSISTENT_SERVICE, "headroom-jvm:1"));
        rig.supervisor().calls().clear();
        rig.progress().clear();
    }

    private Agent begun() throws DeployException {
        Agent agent = rig.agent("default");
        assertEquals(Decision.CONTAIN, agent.begin().decision());
        return agent;
    }

    private ContainerRun.End run() throws DeployException {
        return begun().container().run();
    }

    private List<String> calls() {
        return rig.supervisor().calls();
    }

    @Test
    @DisplayName("D-701: the agent runs the container in its foreground, and ends with 0 when that does")
    void runsTheContainer() throws DeployException {
        rig.engine().endsWith(0);

        ContainerRun.End end = run();

        assertEquals(new ContainerRun.End(0, Optional.empty(), ""), end);
        assertEquals(List.of(RUN, END), calls());
    }

    @ParameterizedTest
    @CsvSource({
        "1, CRASH, out of memory",
        "2, CONFIGURATION, out of memory",
        "78, CONFIGURATION, out of memory",
        "125, CRASH, out of memory",
        "126, CONFIGURATION, out of memory",
        "127, CONFIGURATION, out of memory",
        "137, CRASH, out of memory"
    })
    @DisplayName("D-701, D-703: the container's exit code is the agent's, and what it said last is the reason")
    void endsAsTheContainer(int code, Fault fault, String reason) throws DeployException {
        rig.engine().endsWith(code, "headroom: starting", "headroom: out of memory");

        assertEquals(new ContainerRun.End(code, Optional.of(fault), reason), run());
    }

    @Test
    @DisplayName("D-703: the reason is the whole message, or the engine's, or the bare code")
    void tellsWhy() throws DeployException {
        rig.engine().endsWith(78, "headroom: cannot start:", "  --mode: no such mode", "", "  --port: not a port");
        assertEquals("cannot start: --mode: no such mode --port: not a port", run().reason());

        rig.engine().endsWith(125, "docker: Error response from daemon: no such network.", "Run 'docker run --help'");
        assertEquals("Error response from daemon: no such network.", run().reason());

        rig.engine().endsWith(137);
        assertEquals("the container ended with 137", run().reason());
    }

    @Test
    @DisplayName(
            "D-703: five crashes in a row are enough, one configuration fault as well; the tools go to their providers")
    void givesUp() throws DeployException, IOException {
        for (int i = 1; i <= StartLog.LIMIT; i++) {
            Agent agent = begun();
            rig.engine().endsWith(1, "headroom: no space left");
            ContainerRun.End end = agent.container().run();
            assertEquals(
                    i == StartLog.LIMIT, agent.failed(end.reason(), end.fault().orElseThrow()), "crash " + i);
        }
        FailureNote note = FailureNote.read(rig.folder("default").failure()).orElseThrow();
        assertEquals("5 starts in a row failed; last: no space left", note.reason());
        assertFalse(rig.text(".lamp/settings.json").contains("127.0.0.1"));
        assertEquals(Agent.End.EXIT_78, rig.agent("default").end());
    }

    @Test
    @DisplayName("D-501: an engine that starts late is waited for, with one line about it")
    void waitsForALateEngine() throws DeployException {
        rig.engine().answersAfter(Duration.ofSeconds(100));
        rig.engine().endsWith(0);

        assertEquals(Optional.empty(), run().fault());

        assertEquals(RUN, calls().get(0));
        assertEquals(List.of("Waiting for the container engine: " + ScriptedEngine.SILENT), rig.progress());
    }

    @Test
    @DisplayName(
            "D-501: after 120 s without an engine the run is a crash, so that the supervisor tries again, for ever")
    void givesUpWaitingAfterTwoMinutes() throws DeployException {
        Instant begin = rig.host().clock();
        rig.engine().answersAfter(Duration.ofHours(2));
        for (int i = 0; i < 20; i++) {
            Agent agent = begun();
            ContainerRun.End end = agent.container().run();
            assertEquals(new ContainerRun.End(1, Optional.of(Fault.CRASH), ScriptedEngine.SILENT), end);
            assertFalse(agent.failed(end.reason(), Fault.CRASH), "run " + i);
        }
        Duration each = Duration.between(begin, rig.host().clock()).dividedBy(20);

        assertTrue(each.compareTo(Duration.ofSeconds(120)) >= 0 && each.compareTo(Duration.ofSeconds(122)) < 0);
        assertEquals(List.of(), calls());
    }

    @Test
    @DisplayName("D-701: a wish to stop ends the container in order; its exit code is passed on")
    void stopsInOrder() throws Exception {
        ContainerRun run = begun().container();
        rig.engine().whileRunning(() -> stopLater(run));
        rig.engine().isDeafFor(3);

        ContainerRun.End end = run.run();

        assertEquals(new ContainerRun.End(0, Optional.empty(), ""), end);
        assertTrue(calls().size() >= 5, "a container that is just being made is told again: " + calls());
    }

    @ParameterizedTest
    @CsvSource({"143, 143", "137, 137", "125, 0"})
    @DisplayName("D-701: stopped, a container that had to be killed is no fault, and one that never was has no code")
    void knowsWhatWasWanted(int code, int passedOn) throws Exception {
        ContainerRun run = begun().container();
        rig.engine().whileRunning(() -> stopLater(run));
        rig.engine().endsWhenToldWith(code);

        assertEquals(new ContainerRun.End(passedOn, Optional.empty(), ""), run.run());
    }

    @Test
    @DisplayName("D-701: a wish to stop ends the wait for an engine")
    void stopsWhileItWaits() throws Exception {
        ContainerRun run = begun().container();
        rig.engine().answersAfter(Duration.ofHours(1));
        rig.engine().whenAsked(run::stop);

        assertEquals(new ContainerRun.End(0, Optional.empty(), ""), run.run());

        assertEquals(List.of(), calls());
    }

    @Test
    @DisplayName("D-701: a wish to stop that comes first is not forgotten")
    void isStoppedBeforeItBegins() throws Exception {
        ContainerRun run = begun().container();
        run.stop();

        assertEquals(new ContainerRun.End(0, Optional.empty(), ""), run.run());

        assertFalse(calls().contains(RUN), calls()::toString);
    }

    @Test
    @DisplayName("D-703: somebody else's container is a fault of the configuration, and nothing is run")
    void refusesAForeignContainer() throws DeployException {
        rig.engine().refuses("The container headroom-default is there already.");

        assertEquals(
                new ContainerRun.End(
                        1, Optional.of(Fault.CONFIGURATION), "The container headroom-default is there already."),
                run());
        assertEquals(List.of(), calls());
    }

    @Test
    @DisplayName("D-703: a port that somebody else holds is waited for 15 s and told with its holder")
    void tellsWhoHoldsThePort() throws Exception {
        rig.host().withCommand(0, "p4312\ncnginx\n", "lsof", "-nP", "-iTCP:" + rig.port(), "-sTCP:LISTEN", "-Fpc");
        try (ServerSocket foreign = new ServerSocket(rig.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            Agent agent = begun();
            Instant begin = rig.host().clock();

            ContainerRun.End end = agent.container().run();

            assertEquals(Optional.of(Fault.PORT), end.fault());
            assertEquals(15, Duration.between(begin, rig.host().clock()).toSeconds());
            assertTrue(agent.failed(end.reason(), Fault.PORT));
            assertTrue(foreign.isBound());
        }
        assertEquals(
                "port " + rig.port() + " is held by nginx (pid 4312)",
                FailureNote.read(rig.folder("default").failure()).orElseThrow().reason());
        assertEquals(List.of(), calls());
    }

    @Test
    @DisplayName("D-701: in the container the proxy is told its part, and neither starts nor failures are noted")
    void servesWithoutBooks() throws DeployException {
        rig.host().withVariable("HEADROOM_STORE_URL", "jdbc:sqlite:/var/lib/headroom/headroom.db");

        Agent.Start start = rig.agent("default").serve();

        assertEquals("0.0.0.0", start.words().get(start.words().indexOf("--host") + 1));
        assertEquals("gateway", start.environment().get("HEADROOM_LOCAL_PEERS"));
        assertEquals("docker", start.environment().get("HEADROOM_DEPLOYMENT_RUNTIME"));
        assertEquals("service", start.environment().get("HEADROOM_DEPLOYMENT_SUPERVISOR"));
        assertEquals(
                "jdbc:sqlite:/var/lib/headroom/headroom.db", start.environment().get("HEADROOM_STORE_URL"));
        assertFalse(Files.exists(rig.folder("default").starts()));
    }

    @Test
    @DisplayName("D-703: a start is good once its proxy has run for a minute, however long the agent waited before")
    void isGoodAfterAMinute() throws DeployException {
        Agent agent = begun();
        rig.probe().ready("default", rig.port());

        assertFalse(agent.isGood());

        rig.host().pause(StartLog.GOOD);
        assertTrue(agent.isGood());
        rig.probe().silence(rig.port());
        assertFalse(agent.isGood());
    }

    @Test
    @DisplayName("D-603: after stop the agent ends at once and asks no engine")
    void staysStopped() throws DeployException {
        rig.deployments().stop(ProfileName.DEFAULT);

        assertEquals(Decision.PAUSED, rig.agent("default").begin().decision());
    }

    private static void stopLater(ContainerRun run) {
        new Thread(run::stop).start();
    }
}
