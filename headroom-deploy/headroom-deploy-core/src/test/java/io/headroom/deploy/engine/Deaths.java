package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.CommandResult;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.api.testkit.host.Machine;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.Recovered;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold after a death at a step of a command, for every so many steps, on machines in memory. {@link KilledIT} kills real processes. */
abstract class Deaths {
    private final int stride;

    Deaths(int stride) {
        this.stride = stride;
    }

    private static final String SETTINGS = ".lamp/settings";

    @ParameterizedTest
    @EnumSource(names = {"LINUX", "WINDOWS"})
    @DisplayName(
            "D-205: after a death at any step of apply, the next command finds the user's bytes or the whole profile")
    void rollsAnApplyBack(Machine machine) throws Exception {
        int steps = new Run(machine).countApply();
        for (int at = 1; at <= steps; at += stride) {
            Run run = new Run(machine);
            run.diesWhile(at, profile -> profile.apply(run.everything()));

            Recovered recovered = run.profile(Steps.NONE).recover();

            assertTrue(recovered.report().complete(), recovered::toString);
            boolean whole = !run.profile(Steps.NONE).recorded().isEmpty();
            assertEquals(whole ? run.applied : run.before, run.usersFiles(), "died at step " + at);
            run.profile(Steps.NONE).remove();
            assertEquals(run.before, run.cleanFiles(), "removed after a death at step " + at);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINUX", "WINDOWS"})
    @DisplayName("D-205: after a death at any step of remove, the next command completes it")
    void completesARemoval(Machine machine) throws Exception {
        int steps = new Run(machine).countRemove();
        for (int at = 1; at <= steps; at += stride) {
            Run run = new Run(machine);
            run.profile(Steps.NONE).apply(run.everything());
            run.diesWhile(at, EngineProfile::remove);

            Recovered recovered = run.profile(Steps.NONE).recover();

            assertTrue(recovered.report().complete(), recovered::toString);
            if (recovered.unfinished().isPresent()) {
                assertEquals(run.before, run.usersFiles(), "died at step " + at);
            }
            run.profile(Steps.NONE).remove();
            assertEquals(run.before, run.cleanFiles(), "removed after a death at step " + at);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINUX"})
    @DisplayName("D-205: an update that dies leaves the old profile or the new one")
    void rollsAnUpdateBack(Machine machine) throws Exception {
        Run example = new Run(machine);
        example.profile(Steps.NONE).apply(example.everything());
        SortedMap<String, String> old = example.usersFiles();
        Death counter = Death.never();
        example.profile(counter).apply(example.other());
        SortedMap<String, String> updated = example.usersFiles();
        for (int at = 1; at <= counter.reached(); at += stride) {
            Run run = new Run(machine);
            run.profile(Steps.NONE).apply(run.everything());
            run.diesWhile(at, profile -> profile.apply(run.other()));

            run.profile(Steps.NONE).recover();

            boolean whole = run.usersFiles().equals(updated);
            assertEquals(whole ? updated : old, run.usersFiles(), "died at step " + at);
            assertEquals(
                    whole ? run.other().size() : run.everything().size(),
                    run.profile(Steps.NONE).recorded().size(),
                    "died at step " + at);
            run.profile(Steps.NONE).remove();
            assertEquals(run.before, run.cleanFiles(), "removed after a death at step " + at);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINUX"})
    @DisplayName("D-205, D-210: suspending that dies is completed, resuming that dies is rolled back")
    void suspendsOrNot(Machine machine) throws Exception {
        Run example = new Run(machine);
        example.profile(Steps.NONE).apply(example.everything());
        Death suspending = Death.never();
        example.profile(suspending).suspend();
        SortedMap<String, String> suspended = example.usersFiles();
        Death resuming = Death.never();
        example.profile(resuming).resume();
        for (int at = 1; at <= suspending.reached(); at += stride) {
            Run run = new Run(machine);
            run.profile(Steps.NONE).apply(run.everything());
            run.diesWhile(at, EngineProfile::suspend);

            Recovered recovered = run.profile(Steps.NONE).recover();

            boolean begun =
                    recovered.unfinished().isPresent() || !run.usersFiles().equals(example.applied);
            assertEquals(begun ? suspended : example.applied, run.usersFiles(), "died at step " + at);
            run.profile(Steps.NONE).resume();
            assertEquals(example.applied, run.usersFiles(), "resumed after a death at step " + at);
            run.profile(Steps.NONE).remove();
            assertEquals(run.before, run.cleanFiles(), "removed after a death at step " + at);
        }
        for (int at = 1; at <= resuming.reached(); at += stride) {
            Run run = new Run(machine);
            run.profile(Steps.NONE).apply(run.everything());
            run.profile(Steps.NONE).suspend();
            run.diesWhile(at, EngineProfile::resume);

            run.profile(Steps.NONE).recover();

            boolean whole = run.usersFiles().equals(run.applied);
            assertEquals(whole ? run.applied : suspended, run.usersFiles(), "died at step " + at);
            run.profile(Steps.NONE).resume();
            assertEquals(run.applied, run.usersFiles(), "resumed after a death at step " + at);
            run.profile(Steps.NONE).remove();
            assertEquals(run.before, run.cleanFiles(), "removed after a death at step " + at);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINUX"})
    @DisplayName("D-205: recovery may die, too, at any step, any number of times")
    void recoversFromADeadRecovery(Machine machine) throws Exception {
        int steps = new Run(machine).countApply();
        for (int at = 1; at <= steps; at += 7 * stride) {
            int again = 1;
            boolean dies = true;
            Run run = new Run(machine);
            run.diesWhile(at, profile -> profile.apply(run.everything()));
            while (dies) {
                dies = run.diesWhile(again++, EngineProfile::recover);
            }
            boolean whole = !run.profile(Steps.NONE).recorded().isEmpty();
            assertEquals(whole ? run.applied : run.before, run.usersFiles(), "died at step " + at);
        }
    }

    private interface Work {
        void on(EngineProfile profile) throws Exception;
    }

    /** One machine with the user's files, and a bell that remembers whether it was rung. */
    private static final class Run {
        private final FakeHost host;
        private final Changes changes = new Changes("p");
        private final SortedMap<String, String> before;
        private final SortedMap<String, String> applied;

        Run(Machine machine) throws Exception {
            this.applied = applied(machine);
            this.host = host(machine);
            this.before = host.files();
        }

        private Run(FakeHost host) {
            this.host = host;
            this.before = host.files();
            this.applied = before;
        }

        private static SortedMap<String, String> applied(Machine machine) throws Exception {
            Run run = new Run(host(machine));
            run.profile(Steps.NONE).apply(run.everything());
            return run.usersFiles();
        }

        private static FakeHost host(Machine machine) {
            FakeHost host = FakeHost.on(machine)
                    .withFile(SETTINGS, "/color=red\r\n/url=direct")
                    .withFile(".shrc", "alias l=ls\n")
                    .withFile("mine.sh", "echo mine\n");
            return host.withCommands(command -> Optional.of(bell(command)));
        }

        private static CommandResult bell(CommandLine command) {
            return FakeHost.exited(0, "");
        }

        int countApply() throws Exception {
            Death counter = Death.never();
            profile(counter).apply(everything());
            return counter.reached();
        }

        int countRemove() throws Exception {
            profile(Steps.NONE).apply(everything());
            Death counter = Death.never();
            profile(counter).remove();
            return counter.reached();
        }

        boolean diesWhile(int at, Work work) throws Exception {
            try {
                work.on(profile(new Death(at)));
                return false;
            } catch (Death.Died died) {
                return true;
            }
        }

        EngineProfile profile(Steps steps) {
            return new EngineProfile(host, "p", PlainEditors.all(), steps);
        }

        List<Change> everything() {
            return List.of(
                    changes.folder("logs", host.resolve("deep/logs")),
                    changes.own("script", host.resolve("run/me.sh"), "#!/bin/sh\n"),
                    changes.own("over", host.resolve("mine.sh"), "echo ours\n"),
                    changes.json(
                            "settings",
                            host.resolve(SETTINGS),
                            DocumentEdit.set("/url", "a"),
                            DocumentEdit.absent("/color")),
                    changes.block("rc", host.resolve(".shrc"), "export URL=a"),
                    changes.command("bell", host.resolve("bell")),
                    changes.json("more", host.resolve(SETTINGS), DocumentEdit.set("/more", "1")),
                    changes.json("most", host.resolve(SETTINGS), DocumentEdit.set("/most", "1")));
        }

        List<Change> other() {
            return List.of(
                    changes.own("script", host.resolve("run/me.sh"), "#!/bin/sh\nexit\n"),
                    changes.json("settings", host.resolve(SETTINGS), DocumentEdit.set("/url", "b")),
                    changes.block("rc", host.resolve(".shrc"), "export URL=b"),
                    changes.own("another", host.resolve("deep/another"), "x"));
        }

        /** All but a folder that was made for the workspace and not yet noted: the workspace is nobody's configuration. */
        SortedMap<String, String> cleanFiles() {
            SortedMap<String, String> all = host.files();
            String workspace = host.workspace().toString();
            all.entrySet()
                    .removeIf(entry -> entry.getKey().startsWith(workspace)
                            && entry.getValue().equals("directory"));
            return all;
        }

        SortedMap<String, String> usersFiles() {
            SortedMap<String, String> all = host.files();
            String workspace = host.workspace().toString();
            all.keySet().removeIf(path -> path.startsWith(workspace));
            return all;
        }
    }
}
