package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.supervise.ServiceState;
import io.headroom.deploy.Status.Condition;
import io.headroom.deploy.Status.Identity;
import io.headroom.deploy.agent.FailureNote;
import io.headroom.deploy.identity.Answer;
import io.headroom.deploy.identity.Answer.Readiness;
import io.headroom.deploy.identity.Instance;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that supervisor, port and manifest can say together, and what status makes of it. The command's exit code follows from it. */
@Tag("D-602")
class StatusMatrixTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;
    private static final long STRANGER = 4312;

    /** A machine on which the profile was installed and ran, and what happened since. */
    enum Case {
        RUNS(Condition.RUNNING, Identity.PROVEN, "", ""),
        RUNS_WITHOUT_A_NETWORK(Condition.RUNNING, Identity.PROVEN, "", "") {
            @Override
            void happen(Rig rig) {
                rig.probe().answer(rig.port(), ours(rig, "degraded", Readiness.READY));
            }
        },
        RUNS_UNDER_A_SUPERVISOR_THAT_KNOWS_NOTHING(Condition.RUNNING, Identity.PROVEN, "", "") {
            @Override
            void happen(Rig rig) {
                rig.supervisor().says(ServiceState.of(ServiceState.Status.UNKNOWN));
            }
        },
        RUNS_WITHOUT_ITS_UNIT(
                Condition.RUNNING, Identity.PROVEN, "", "", "the proxy runs, but the supervisor says absent") {
            @Override
            void happen(Rig rig) {
                rig.supervisor().says(ServiceState.of(ServiceState.Status.ABSENT));
            }
        },
        RUNS_IN_AN_OLDER_VERSION(
                Condition.RUNNING,
                Identity.PROVEN,
                "",
                "",
                "version 1.0.0 runs, 1.2.3 is installed; restart to use it") {
            @Override
            void happen(Rig rig) {
                rig.probe()
                        .answer(
                                rig.port(),
                                ScriptedProbe.proven(
                                        rig.probe().instance("default", rig.port(), 1, "1.0.0"),
                                        "healthy",
                                        Readiness.READY));
            }
        },
        RUNS_WITHOUT_ITS_LAUNCHER(
                Condition.RUNNING,
                Identity.PROVEN,
                "",
                "",
                "/opt/headroom/bin/headroom is gone; run headroom install apply again") {
            @Override
            void happen(Rig rig) throws IOException {
                Files.delete(rig.host().resolve("/opt/headroom/bin/headroom"));
            }
        },
        STARTS(Condition.STARTING, Identity.PROVEN, "supervisor: running; port N: the proxy says starting", "status") {
            @Override
            void happen(Rig rig) {
                rig.probe().answer(rig.port(), ours(rig, "starting", Readiness.NOT_READY));
            }
        },
        SUPERVISED_AND_NOBODY_LISTENS(
                Condition.STARTING, Identity.NONE, "supervisor: running; port N: nobody listens yet", "status") {
            @Override
            void happen(Rig rig) {
                rig.probe().silence(rig.port());
            }
        },
        LISTENS_AND_CANNOT_PROVE_ITSELF_YET(
                Condition.STARTING,
                Identity.UNPROVEN,
                "supervisor: running; port N: the proxy has not proven itself yet",
                "status") {
            @Override
            void happen(Rig rig) {
                heldBy(rig, STRANGER, "java");
                rig.supervisor().says(running(STRANGER));
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));
            }
        },
        CRASHED(Condition.STOPPED, Identity.NONE, "no process; supervisor: stopped", "start") {
            @Override
            void happen(Rig rig) {
                rig.probe().silence(rig.port());
                rig.supervisor().says(ServiceState.of(ServiceState.Status.STOPPED));
            }
        },
        LEFT_A_RUN_FILE_WHOSE_NUMBER_IS_SOMEBODY_ELSES(
                Condition.STOPPED, Identity.NONE, "no process; supervisor: stopped", "start") {
            @Override
            void happen(Rig rig) {
                CRASHED.happenTo(rig);
                rig.probe().record(rig.port(), recycled(rig));
            }
        },
        UNIT_IS_GONE(Condition.STOPPED, Identity.NONE, "no process; supervisor: absent", "start") {
            @Override
            void happen(Rig rig) throws IOException {
                Files.delete(rig.host().resolve(".units/headroom-default.unit"));
                rig.probe().silence(rig.port());
                rig.supervisor().says(ServiceState.of(ServiceState.Status.ABSENT));
            }
        },
        STOPPED_BY_THE_USER(Condition.STOPPED, Identity.NONE, "stopped by 'headroom install stop'", "start") {
            @Override
            void happen(Rig rig) throws DeployException {
                rig.deployments().stop(DEFAULT);
            }
        },
        FAILED_FOR_THE_SUPERVISOR(Condition.FAILED, Identity.NONE, "supervisor: failed (exit-code)", "start") {
            @Override
            void happen(Rig rig) {
                rig.probe().silence(rig.port());
                rig.supervisor()
                        .says(new ServiceState(
                                ServiceState.Status.FAILED, OptionalLong.empty(), OptionalInt.of(1), "exit-code"));
            }
        },
        GAVE_UP(Condition.FAILED, Identity.NONE, "5 starts in a row failed; last: out of memory", "start") {
            @Override
            void happen(Rig rig) throws IOException {
                CRASHED.happenTo(rig);
                note(rig, "5 starts in a row failed; last: out of memory", FailureNote.Cause.CRASHES);
            }
        },
        GAVE_UP_ON_A_HELD_PORT(Condition.FAILED, Identity.NONE, "port N is held by nginx (pid 4312)", "start") {
            @Override
            void happen(Rig rig) throws IOException {
                CRASHED.happenTo(rig);
                note(rig, "port " + rig.port() + " is held by nginx (pid 4312)", FailureNote.Cause.PORT);
            }
        },
        SAYS_THAT_IT_IS_ILL(Condition.UNHEALTHY, Identity.PROVEN, "the proxy says stalled", "restart") {
            @Override
            void happen(Rig rig) {
                rig.probe().answer(rig.port(), ours(rig, "stalled", Readiness.NOT_READY));
            }
        },
        FROZEN(Condition.UNHEALTHY, Identity.UNPROVEN, "the proxy does not answer; supervisor: running", "restart") {
            @Override
            void happen(Rig rig) {
                heldBy(rig, STRANGER, "java");
                rig.supervisor().says(running(STRANGER));
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.SILENT));
            }
        },
        FROZEN_WITHOUT_A_SUPERVISOR_THAT_TELLS(
                Condition.UNHEALTHY, Identity.UNPROVEN, "the proxy does not answer; supervisor: unknown", "restart") {
            @Override
            void happen(Rig rig) {
                rig.supervisor().says(ServiceState.of(ServiceState.Status.UNKNOWN));
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.SILENT));
                rig.probe().record(rig.port(), thisProcess(rig));
            }
        },
        SOMEBODY_ELSE_IS_SILENT_ON_THE_PORT(
                Condition.FOREIGN, Identity.FOREIGN, "supervisor: stopped; port N: pid 4312 nginx", "") {
            @Override
            void happen(Rig rig) {
                CRASHED.happenTo(rig);
                heldBy(rig, STRANGER, "nginx");
                rig.probe().record(rig.port(), recycled(rig));
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.SILENT));
            }
        },
        SOMEBODY_ELSE_ANSWERS_WHILE_THE_SUPERVISOR_RESTARTS(
                Condition.FOREIGN, Identity.FOREIGN, "supervisor: starting; port N: pid 4312 nginx", "") {
            @Override
            void happen(Rig rig) {
                heldBy(rig, STRANGER, "nginx");
                rig.supervisor().says(ServiceState.of(ServiceState.Status.STARTING));
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));
            }
        },
        AN_UNKNOWN_PROCESS_ANSWERS(
                Condition.FOREIGN, Identity.FOREIGN, "supervisor: running; port N: another process", "") {
            @Override
            void happen(Rig rig) {
                rig.probe().answer(rig.port(), Answer.of(Answer.Kind.FOREIGN));
            }
        },
        ANOTHER_PROFILE_ANSWERS(
                Condition.FOREIGN,
                Identity.FOREIGN,
                "supervisor: running; port N: pid 1 Headroom of profile 'office'",
                "") {
            @Override
            void happen(Rig rig) {
                Instance office = rig.probe().instance("office", rig.port(), 1, "1.2.3");
                rig.probe().answer(rig.port(), ScriptedProbe.proven(office, "healthy", Readiness.READY));
            }
        },
        DRIFTED(Condition.RUNNING, Identity.PROVEN, "", "") {
            @Override
            void happen(Rig rig) {
                rig.host().withFile(".lamp/settings.json", "{\"url\": \"https://lamp.example\"}");
            }
        };

        private final Condition condition;
        private final Identity identity;
        private final String reason;
        private final String next;
        private final List<String> notes;

        Case(Condition condition, Identity identity, String reason, String next, String... notes) {
            this.condition = condition;
            this.identity = identity;
            this.reason = reason;
            this.next = next;
            this.notes = List.of(notes);
        }

        void happen(Rig rig) throws Exception {
            assertTrue(rig.port() > 0, "nothing happened");
        }

        void happenTo(Rig rig) {
            try {
                happen(rig);
            } catch (Exception cannot) {
                throw new AssertionError(cannot);
            }
        }

        private String next(Rig rig) {
            return switch (condition) {
                case RUNNING -> "";
                case FOREIGN -> "stop the other program, or headroom install apply --port with another port";
                default -> "headroom install " + next;
            };
        }

        private String reason(Rig rig) {
            return reason.replace("port N", "port " + rig.port());
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("D-602: each state has one word, one identity, a reason, and what to do next")
    void tellsEachState(Case what) throws Exception {
        Rig rig = installed();

        what.happen(rig);
        Status status = rig.deployments().status(DEFAULT);

        assertAll(
                () -> assertEquals(what.condition, status.condition()),
                () -> assertEquals(what.identity, status.identity()),
                () -> assertEquals(what.reason(rig), status.reason()),
                () -> assertEquals(what.next(rig), status.next()),
                () -> assertEquals(
                        what.notes,
                        status.notes().stream().map(note -> note.text()).toList()),
                () -> assertEquals(what.condition == Condition.RUNNING, status.health() == Readiness.READY),
                () -> assertEquals(what.condition == Condition.RUNNING && what != Case.DRIFTED, status.good()));
    }

    @Test
    @DisplayName("D-602: wiring that somebody changed is named")
    void namesWhatDrifted() throws Exception {
        Rig rig = installed();

        Case.DRIFTED.happen(rig);

        assertEquals(
                "drifted: /home/ada/.lamp/settings.json",
                rig.deployments().status(DEFAULT).wiring().words());
    }

    @Test
    @DisplayName("D-602, D-605: a unit without a manifest is no profile")
    void knowsNoProfileWithoutAManifest() throws Exception {
        Rig rig = new Rig();
        rig.host().withFile(".units/headroom-default.unit", "left over\n");
        rig.supervisor().says(ServiceState.of(ServiceState.Status.RUNNING));

        DeployException none =
                assertThrows(DeployException.class, () -> rig.deployments().status(DEFAULT));

        assertEquals(DeployException.Kind.NO_PROFILE, none.kind());
        assertEquals(
                "No profile 'default'. None is installed; 'headroom install apply' installs one.", none.getMessage());
    }

    @Test
    @DisplayName("D-401, D-603: stop and remove end nobody else's process, and need no supervisor")
    void stopsWithABrokenSupervisor() throws Exception {
        for (Case what : List.of(Case.RUNS, Case.UNIT_IS_GONE, Case.SOMEBODY_ELSE_IS_SILENT_ON_THE_PORT)) {
            Rig rig = installed();
            what.happen(rig);
            rig.supervisor().breaks();

            Outcome stopped = rig.deployments().stop(DEFAULT);
            Outcome removed = rig.deployments().remove(DEFAULT, Deployments.Purge.NOTHING);

            assertTrue(
                    stopped.lines().contains("Note: the manager does not answer"), () -> what + ": " + stopped.lines());
            assertEquals("removed", removed.result(), what.toString());
        }
    }

    private static Rig installed() throws IOException, DeployException {
        Rig rig = new Rig();
        rig.install();
        return rig;
    }

    private static Answer ours(Rig rig, String status, Readiness readiness) {
        return ScriptedProbe.proven(rig.probe().instance("default", rig.port(), 1, "1.2.3"), status, readiness);
    }

    private static ServiceState running(long pid) {
        return new ServiceState(ServiceState.Status.RUNNING, OptionalLong.of(pid), OptionalInt.empty(), "");
    }

    private static void heldBy(Rig rig, long pid, String name) {
        rig.host()
                .withCommand(
                        0,
                        "p" + pid + "\nc" + name + "\n",
                        "lsof",
                        "-nP",
                        "-iTCP:" + rig.port(),
                        "-sTCP:LISTEN",
                        "-Fpc");
    }

    private static void note(Rig rig, String reason, FailureNote.Cause cause) throws IOException {
        new FailureNote(rig.host().clock(), reason, cause, 5, OptionalLong.empty(), "", "")
                .write(rig.folder("default").failure());
    }

    /** A run file that is older than the process which has its number now. */
    private static Instance recycled(Rig rig) {
        return new Instance(
                "old", ProcessHandle.current().pid(), Instant.EPOCH, rig.port(), Optional.of("default"), "1.2.3");
    }

    private static Instance thisProcess(Rig rig) {
        ProcessHandle self = ProcessHandle.current();
        return new Instance(
                "now",
                self.pid(),
                self.info().startInstant().orElseThrow(),
                rig.port(),
                Optional.of("default"),
                "1.2.3");
    }
}
