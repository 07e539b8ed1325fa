package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.Preset;
import io.headroom.api.supervise.ServiceState;
import io.headroom.deploy.Agent.Start.Decision;
import io.headroom.deploy.Watchdog.Tick;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.agent.StartLog;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agent that gives up and the check that brings back, on a machine whose proxies only pretend. */
@Tag("D-703")
@Tag("D-704")
class WatchdogTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;

    @Test
    @DisplayName("D-703: the fifth start in a row that came to nothing is the last; the tools go to their providers")
    void givesUpAfterFiveCrashes() throws Exception {
        Rig rig = installed();
        Agent agent = rig.agent("default");
        for (int i = 0; i < StartLog.LIMIT; i++) {
            assertEquals(Decision.RUN, agent.begin().decision(), "start " + i);
        }

        Agent.Start sixth = agent.begin();

        assertEquals(Decision.GIVEN_UP, sixth.decision());
        assertEquals("5 starts in a row failed; last: see agent.err.log", sixth.reason());
        rig.probe().silence(rig.port());
        Status status = rig.deployments().status(DEFAULT);
        assertEquals(Status.Condition.FAILED, status.condition());
        assertEquals("5 starts in a row failed; last: see agent.err.log", status.reason());
        assertEquals(Status.WiringState.Kind.SUSPENDED, status.wiring().kind());
        assertFalse(rig.text(".lamp/settings.json").contains("127.0.0.1"));
    }

    @Test
    @DisplayName("D-703: a crash that is told counts like one that is not, and its error is kept")
    void keepsTheLastError() throws Exception {
        Rig rig = installed();
        Agent agent = rig.agent("default");
        for (int i = 1; i <= StartLog.LIMIT; i++) {
            agent.begin();
            assertEquals(i == StartLog.LIMIT, agent.failed("out of memory", Agent.Fault.CRASH), "crash " + i);
        }

        assertEquals(
                "5 starts in a row failed; last: out of memory",
                FailureNote.read(rig.folder("default").failure()).orElseThrow().reason());
    }

    @Test
    @DisplayName("D-703: after a start that was good for a minute the count begins anew")
    void forgetsAfterAGoodStart() throws Exception {
        Rig rig = installed();
        Agent agent = rig.agent("default");
        for (int i = 1; i < StartLog.LIMIT; i++) {
            agent.begin();
        }

        agent.good();

        agent.begin();
        assertFalse(agent.failed("out of memory", Agent.Fault.CRASH));
    }

    @Test
    @DisplayName("D-703: a start by the user brings back what had given up, with its wiring")
    void startsAgainForTheUser() throws Exception {
        Rig rig = installed();
        rig.probe().silence(rig.port());
        rig.agent("default").failed("no space left", Agent.Fault.CONFIGURATION);

        rig.deployments().start(DEFAULT);

        assertTrue(rig.deployments().status(DEFAULT).good());
        assertTrue(rig.text(".lamp/settings.json").contains("127.0.0.1:" + rig.port()));
    }

    @Test
    @DisplayName("D-704: a frozen process, which listens and never answers, is restarted by its supervisor")
    void restartsAFrozenProcess() throws Exception {
        Rig rig = installed();
        rig.supervisor().calls().clear();
        rig.probe().answer(rig.port(), Answer.of(Answer.Kind.SILENT));

        assertEquals(Tick.REVIVED, rig.watchdog().tick(DEFAULT));

        assertEquals("restart default", rig.supervisor().calls().get(0));
        assertTrue(rig.deployments().status(DEFAULT).good());
    }

    @Test
    @DisplayName("D-704: what is missing is started")
    void startsWhatIsMissing() throws Exception {
        Rig rig = installed();
        rig.probe().silence(rig.port());
        rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));

        assertEquals(Tick.REVIVED, rig.watchdog().tick(DEFAULT));

        assertTrue(rig.deployments().status(DEFAULT).good());
    }

    @Test
    @DisplayName("D-704: a proxy whose upstream cannot be reached is well")
    void leavesUpstreamsOut() throws Exception {
        Rig rig = installed();
        rig.supervisor().calls().clear();
        rig.probe()
                .answer(
                        rig.port(),
                        ScriptedProbe.proven(
                                rig.probe().instance("default", rig.port(), 1, "1.2.3"),
                                "upstream-unreachable",
                                Answer.Readiness.NOT_READY));

        assertEquals(Tick.WELL, rig.watchdog().tick(DEFAULT));

        assertEquals(List.of(), rig.supervisor().calls());
    }

    @Test
    @DisplayName(
            "D-704: somebody else on the port is noted and not ended; the next look finds the port free and starts")
    void notesAForeignerAndComesBack() throws Exception {
        Rig rig = installed();
        rig.host().withCommand(0, "p4312\ncnginx\n", "lsof", "-nP", "-iTCP:" + rig.port(), "-sTCP:LISTEN", "-Fpc");
        rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));
        rig.supervisor().calls().clear();
        rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));

        assertEquals(Tick.FOREIGN, rig.watchdog().tick(DEFAULT));

        FailureNote note = FailureNote.read(rig.folder("default").failure()).orElseThrow();
        assertEquals("port " + rig.port() + " is held by nginx (pid 4312)", note.reason());
        assertEquals(OptionalLong.of(4312), note.ownerPid());
        assertEquals(List.of(), rig.supervisor().calls());
        assertFalse(rig.text(".lamp/settings.json").contains("127.0.0.1"));
        rig.probe().silence(rig.port());
        assertEquals(Tick.REVIVED, rig.watchdog().tick(DEFAULT));
        assertTrue(rig.deployments().status(DEFAULT).good());
    }

    @Test
    @DisplayName("D-703, D-704: it overrules neither the user nor an agent that has given up")
    void overrulesNobody() throws Exception {
        Rig stopped = installed();
        stopped.deployments().stop(DEFAULT);
        assertEquals(Tick.LEFT_ALONE, stopped.watchdog().tick(DEFAULT));

        Rig gaveUp = installed();
        gaveUp.probe().silence(gaveUp.port());
        gaveUp.agent("default").failed("no space left", Agent.Fault.CONFIGURATION);
        assertEquals(Tick.LEFT_ALONE, gaveUp.watchdog().tick(DEFAULT));
    }

    @Test
    @DisplayName("D-603: after stop the agent ends at once, whoever starts it")
    void staysStopped() throws Exception {
        Rig rig = installed();
        rig.deployments().stop(DEFAULT);

        assertEquals(Decision.PAUSED, rig.agent("default").begin().decision());
    }

    private static Rig installed() throws IOException, DeployException {
        Rig rig = new Rig();
        rig.host().withFile(".lamp/settings.json", "{}");
        rig.deployments().apply(rig.request("default", Preset.PERSISTENT_TASK, rig.port()));
        rig.host().withFile("/proc/sys/kernel/random/boot_id", "this-boot\n");
        assertTrue(Files.exists(rig.manifest()));
        return rig;
    }
}
