package io.headroom.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.deploy.file.Steps;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Commands that die, and the commands after them, which may die too. The machine lives on in memory. Some steps are taken in every build; all
 * with {@code -Dheadroom.exhaustive=true}, which takes minutes.
 */
@Tag("D-205")
class InterruptedTest {
    private static final ProfileName DEFAULT = ProfileName.DEFAULT;
    private static final String SETTINGS = "{\"color\": \"red\"}";
    private static final boolean ALL = Boolean.getBoolean("headroom.exhaustive");
    private static final int STRIDE = ALL ? 1 : 17;
    private static final int OUTER_STRIDE = ALL ? 5 : 37;

    @Test
    @DisplayName("D-205, D-210: a stop that dies is completed by the next command, even if that dies on the way")
    void completesAStop() throws Exception {
        int steps = steps(deployments -> deployments.stop(DEFAULT));
        for (int at = 8; at <= steps; at += OUTER_STRIDE) {
            boolean died = true;
            for (int again = 1; died; again += STRIDE) {
                Rig rig = installed();
                String wired = rig.text(".lamp/settings.json");
                assertTrue(dies(rig, at, deployments -> deployments.stop(DEFAULT)));
                died = dies(rig, again, deployments -> deployments.start(DEFAULT));

                rig.deployments().start(DEFAULT);

                String where = "stop died at step " + at + ", start at step " + again;
                assertEquals(wired, rig.text(".lamp/settings.json"), where);
                assertTrue(rig.deployments().status(DEFAULT).good(), where);
                rig.deployments().remove(DEFAULT, Deployments.Purge.NOTHING);
                assertEquals(SETTINGS, rig.text(".lamp/settings.json"), where);
            }
        }
    }

    @Test
    @DisplayName("D-205: a stop that died is completed with the end of the proxy, not only with that of the wiring")
    void endsTheProxyOfAnInterruptedStop() throws Exception {
        int steps = steps(deployments -> deployments.stop(DEFAULT));
        for (int at = 4; at <= steps; at += STRIDE) {
            Rig rig = installed();
            dies(rig, at, deployments -> deployments.stop(DEFAULT));
            Manifest.State state =
                    rig.deployments().status(DEFAULT).manifest().orElseThrow().state();
            if (!isUnfinished(rig) && state == Manifest.State.ACTIVE) {
                continue;
            }

            // Any mutating command finishes it first; this one has nothing else to do.
            rig.deployments().unwire(DEFAULT, "no-such-tool");

            Status status = rig.deployments().status(DEFAULT);
            assertEquals(Status.Condition.STOPPED, status.condition(), "died at step " + at);
            assertEquals(SETTINGS, rig.text(".lamp/settings.json"), "died at step " + at);
            assertEquals(Manifest.State.PAUSED, status.manifest().orElseThrow().state(), "died at step " + at);
        }
    }

    @Test
    @DisplayName(
            "D-205, D-703: an agent that died while it gave up does not turn the profile into one that the user stopped")
    void keepsWhatTheUserWanted() throws Exception {
        Counter counter = new Counter(Integer.MAX_VALUE);
        Rig example = installed();
        example.agent("default", counter).failed("no space left", Agent.Fault.CONFIGURATION);
        for (int at = 4; at <= counter.reached; at += STRIDE) {
            Rig rig = installed();
            try {
                rig.agent("default", new Counter(at)).failed("no space left", Agent.Fault.CONFIGURATION);
            } catch (Died expected) {
                assertTrue(expected.getMessage().startsWith("died"));
            }
            if (!isUnfinished(rig)) {
                continue;
            }

            rig.deployments().unwire(DEFAULT, "no-such-tool");

            Manifest manifest = rig.deployments().status(DEFAULT).manifest().orElseThrow();
            assertEquals(Manifest.State.ACTIVE, manifest.state(), "died at step " + at);
            assertEquals(SETTINGS, rig.text(".lamp/settings.json"), "died at step " + at);
        }
    }

    @Test
    @DisplayName("D-205, D-208: a removal that dies at any step is completed, with the proxy, by another removal")
    void completesARemoval() throws Exception {
        Rig untouched = new Rig();
        untouched.host().withFile(".lamp/settings.json", SETTINGS);
        SortedMap<String, String> before = untouched.host().files();
        int steps = steps(deployments -> deployments.remove(DEFAULT, Deployments.Purge.LOGS));
        for (int at = 4; at <= steps; at += STRIDE) {
            Rig rig = installed();
            dies(rig, at, deployments -> deployments.remove(DEFAULT, Deployments.Purge.LOGS));

            try {
                rig.deployments().remove(DEFAULT, Deployments.Purge.LOGS);
            } catch (DeployException gone) {
                assertEquals(DeployException.Kind.NO_PROFILE, gone.kind(), gone.getMessage());
            }

            SortedMap<String, String> after = rig.host().files();
            after.keySet().removeIf(path -> path.contains("/.headroom"));
            assertEquals(before, after, "died at step " + at);
            assertTrue(rig.supervisor().calls().contains("stop default"), "died at step " + at);
        }
    }

    private static boolean isUnfinished(Rig rig) throws DeployException {
        return rig.deployments().status(DEFAULT).notes().stream()
                .anyMatch(note -> note.code().equals("unfinished"));
    }

    private static Rig installed() throws IOException, DeployException {
        Rig rig = new Rig();
        rig.host().withFile(".lamp/settings.json", SETTINGS);
        rig.install();
        return rig;
    }

    private interface Command {
        void on(Deployments deployments) throws DeployException;
    }

    private static int steps(Command command) throws IOException, DeployException {
        Counter counter = new Counter(Integer.MAX_VALUE);
        command.on(installed().deployments(counter));
        return counter.reached;
    }

    private static boolean dies(Rig rig, int at, Command command) throws DeployException {
        try {
            command.on(rig.deployments(new Counter(at)));
            return false;
        } catch (Died expected) {
            return true;
        }
    }

    /** Counts steps and dies at one of them. */
    private static final class Counter implements Steps {
        private final int at;
        private int reached;

        Counter(int at) {
            this.at = at;
        }

        @Override
        public void reach(String what) {
            reached++;
            if (reached >= at) {
                throw new Died(what);
            }
        }
    }

    /** Not an exception that anything would handle. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died(String what) {
            super("died before: " + what);
        }
    }
}
