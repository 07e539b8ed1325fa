package io.headroom.deploy.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.testkit.host.FileTree;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as commands use it, on real files. */
class ChangeEngineTest {
    private final Changes changes = new Changes("p");

    @TempDir
    Path home;

    private Path settings;
    private Path rc;
    private EngineProfile profile;

    @BeforeEach
    void writeTheUsersFiles() throws IOException {
        settings = home.resolve(".lamp/settings");
        rc = home.resolve(".shrc");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "/color=red\r\n/url=direct");
        Files.writeString(rc, "alias l=ls\n");
        profile = profile("p", Steps.NONE);
    }

    @Test
    @DisplayName("P8, D-208: apply and remove give the exact bytes back, and no file or folder is left")
    void givesBackTheExactBytes() throws Exception {
        SortedMap<String, String> before = FileTree.contents(home);

        profile.apply(everything());
        SortedMap<String, String> applied = FileTree.contents(home);
        UndoReport report = profile.remove();

        assertFalse(before.equals(applied), "nothing was done");
        assertEquals(before, FileTree.contents(home));
        assertEquals(UndoReport.CLEAN, report);
    }

    @Test
    @DisplayName("D-207: what is equal is not touched, and then the profile is up to date")
    void touchesNothingThatIsEqual() throws Exception {
        profile.apply(everything());
        SortedMap<String, String> before = FileTree.contentsAndTimes(home);

        Plan plan = profile.plan(everything());

        assertTrue(plan.upToDate(), plan::toString);
        profile.apply(everything());
        SortedMap<String, String> after = FileTree.contentsAndTimes(home);
        after.keySet().removeIf(path -> path.endsWith("/lock"));
        before.keySet().removeIf(path -> path.endsWith("/lock"));
        assertEquals(before, after);
    }

    @Test
    @DisplayName(
            "D-207: an update makes what differs, undoes what is not wanted any more, and still knows the way back")
    void updates() throws Exception {
        SortedMap<String, String> before = FileTree.contents(home);
        profile.apply(everything());

        profile.apply(List.of(
                changes.json("settings", settings, DocumentEdit.set("/url", "proxy2")),
                changes.own("script", home.resolve("run/me.sh"), "other")));

        assertEquals("/color=red\n/url=proxy2\n", Files.readString(settings));
        assertEquals("alias l=ls\n", Files.readString(rc));
        assertEquals("other", Files.readString(home.resolve("run/me.sh")));
        assertFalse(Files.exists(home.resolve("bell")));
        profile.remove();
        assertEquals(before, FileTree.contents(home));
    }

    @Test
    @DisplayName("D-208: what the user changed since is left and reported, the user's other edits stay")
    void leavesWhatTheUserChanged() throws Exception {
        profile.apply(List.of(
                changes.json("settings", settings, DocumentEdit.set("/url", "proxy"), DocumentEdit.set("/more", "1"))));
        Files.writeString(settings, Files.readString(settings).replace("/url=proxy", "/url=mine") + "/new=2\n");

        UndoReport report = profile.remove();

        assertEquals("/color=red\n/url=mine\n/new=2\n", Files.readString(settings));
        assertEquals(List.of("/url"), report.left().get(0).keys());
    }

    @Test
    @DisplayName("D-101: a file of ours that the user edited is kept aside")
    void keepsEditedFilesAside() throws Exception {
        Path script = home.resolve("run/me.sh");
        profile.apply(List.of(changes.own("script", script, "#!/bin/sh\n")));
        Files.writeString(script, "#!/bin/sh\necho mine\n");

        UndoReport report = profile.remove();

        Path kept = report.left().get(0).keptAt().orElseThrow();
        assertEquals("#!/bin/sh\necho mine\n", Files.readString(kept));
        assertTrue(kept.startsWith(home.resolve(".headroom/deploy/kept/p")), kept::toString);
        assertFalse(Files.exists(script));
    }

    @Test
    @DisplayName("D-208: vanished files and folders are no error")
    void takesVanishedFilesForUndone() throws Exception {
        profile.apply(everything());
        Files.delete(settings);
        Files.delete(home.resolve("run/me.sh"));
        Files.delete(home.resolve("bell"));

        UndoReport report = profile.remove();

        assertEquals(UndoReport.CLEAN, report);
        assertFalse(Files.exists(settings));
        assertFalse(Files.exists(home.resolve(".headroom")));
    }

    @Test
    @DisplayName("D-103: a file that cannot be parsed is refused with line, column and reason, and nothing is written")
    void refusesWhatCannotBeParsed() throws Exception {
        Files.writeString(settings, "/a=1\n!\n");

        Plan plan = profile.plan(everything());

        assertEquals(1, plan.refusals().size());
        assertEquals(
                "Cannot edit " + settings + ", line 2, column 1: an exclamation mark. Nothing was changed.",
                plan.refusals().get(0).text());
        assertFalse(Files.exists(home.resolve(".headroom")));
    }

    @Test
    @DisplayName("D-103: a file that its owner made read-only is refused")
    void refusesReadOnlyFiles() throws Exception {
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("r--r--r--"));

        Plan plan = profile.plan(everything());

        assertEquals("the file is read-only", plan.refusals().get(0).reason());
    }

    @Test
    @DisplayName(
            "D-210: suspending gives the user's bytes, resuming gives ours, removing in between or later gives all back")
    void suspendsAndResumes() throws Exception {
        SortedMap<String, String> before = FileTree.contents(home);
        profile.apply(everything());
        String wired = Files.readString(settings);

        profile.suspend();
        assertEquals("/color=red\r\n/url=direct", Files.readString(settings));
        assertTrue(Files.exists(home.resolve("run/me.sh")), "more than the wiring was suspended");
        profile.resume();
        assertEquals(wired, Files.readString(settings));
        profile.suspend();
        profile.remove();

        assertEquals(before, FileTree.contents(home));
    }

    @Test
    @DisplayName(
            "PV-1005: what the user did to a suspended file stays; a new base URL is the user's and is not replaced")
    void resumesAroundTheUsersEdits() throws Exception {
        Change edit =
                changes.json("settings", settings, DocumentEdit.set("/url", "proxy"), DocumentEdit.set("/more", "1"));
        profile.apply(List.of(edit));
        profile.suspend();
        Files.writeString(settings, "/color=blue\n/url=elsewhere\n");

        Plan plan = profile.engine().planner().resumption(profile.recorded());
        profile.resume();

        assertEquals(List.of("/url"), plan.steps().get(0).dropped());
        assertEquals("/color=blue\n/url=elsewhere\n/more=1\n", Files.readString(settings));
        profile.remove();
        assertEquals("/color=blue\n/url=elsewhere\n", Files.readString(settings));
    }

    @Test
    @DisplayName("D-104: several changes of one file are one write, and each has its record")
    void writesAFileOnce() throws Exception {
        SortedMap<String, String> before = FileTree.contents(home);
        List<String> reached = new ArrayList<>();
        EngineProfile watched = profile("p", reached::add);
        Runnable once = () -> assertEquals(1, Collections.frequency(reached, "rename to " + settings));

        watched.apply(threeOfOneFile());
        once.run();
        assertEquals("/color=red\n/url=proxy\n/more=1\n[p]\nours\n[/p]\n", Files.readString(settings));
        assertEquals(3, Collections.frequency(reached, "after the line intend") - 1, "one is the manifest's");
        assertEquals(3, watched.recorded().size());
        for (Work work : List.<Work>of(watched::suspend, watched::resume, watched::remove)) {
            reached.clear();
            work.run();
            once.run();
        }

        assertEquals(before, FileTree.contents(home));
    }

    @Test
    @DisplayName(
            "D-205: a death after the one write, and the user's edits since: each of the changes goes, the edits stay")
    void takesEachChangeOfOneWriteBack() throws Exception {
        EngineProfile dying = profile("p", what -> {
            if (what.equals("after the line done")) {
                throw new Death.Died(what);
            }
        });
        assertThrows(Death.Died.class, () -> dying.apply(threeOfOneFile()));
        Files.writeString(settings, Files.readString(settings) + "/new=2\n");

        assertTrue(profile.recover().report().complete());

        assertEquals("/color=red\n/url=direct\n/new=2\n", Files.readString(settings));
    }

    private interface Work {
        void run() throws Exception;
    }

    private List<Change> threeOfOneFile() {
        return List.of(
                changes.json("settings", settings, DocumentEdit.set("/url", "proxy")),
                changes.json("more", settings, DocumentEdit.set("/more", "1")),
                changes.block("block", settings, "ours"));
    }

    @Test
    @DisplayName("D-206: a failing change rolls everything back, over a running profile to what it had")
    void rollsBackToWhatWas() throws Exception {
        profile.apply(everything());
        SortedMap<String, String> before = userFiles();
        List<MadeChange> recorded = profile.recorded();
        Change broken = changes.command("broken", home.resolve("missing/bell"));

        assertThrows(
                ChangeFailedException.class,
                () -> profile.apply(List.of(
                        changes.json("settings", settings, DocumentEdit.set("/url", "proxy2")),
                        changes.own("script", home.resolve("run/me.sh"), "other"),
                        broken)));

        assertEquals(before, userFiles());
        assertEquals(recorded, profile.recorded());
        assertTrue(profile.engine().unfinished().isEmpty());
    }

    @Test
    @DisplayName("D-101: a command is run once, and the probe decides whether there is anything to undo")
    void asksTheProbeBeforeUndoing() throws Exception {
        List<Change> wanted = List.of(changes.command("bell", home.resolve("bell")));
        profile.apply(wanted);
        Files.delete(home.resolve("bell"));

        assertTrue(profile.plan(wanted).upToDate());
        profile.remove();

        assertFalse(Files.exists(home.resolve("bell")));
    }

    @Test
    @DisplayName("D-208: without ownership.json the manifest alone gives the bytes back")
    void believesTheManifestIfOwnershipIsLost() throws Exception {
        profile.apply(everything());
        Files.delete(home.resolve(".headroom/deploy/ownership.json"));

        profile.remove();

        assertEquals("/color=red\r\n/url=direct", Files.readString(settings));
        assertEquals("alias l=ls\n", Files.readString(rc));
        assertFalse(Files.exists(home.resolve("run/me.sh")));
        assertFalse(Files.exists(home.resolve("bell")));
    }

    @Test
    @DisplayName("D-203: planning creates no file, folder or lock")
    void plansWithoutATrace() throws Exception {
        SortedMap<String, String> before = FileTree.contentsAndTimes(home);

        Plan plan = profile.plan(everything());

        assertEquals(
                List.of(Step.Action.MAKE),
                plan.steps().stream().map(Step::action).distinct().toList());
        assertEquals(before, FileTree.contentsAndTimes(home));
    }

    private SortedMap<String, String> userFiles() {
        SortedMap<String, String> all = FileTree.contents(home);
        all.keySet().removeIf(path -> path.startsWith(home.resolve(".headroom").toString()));
        return all;
    }

    private List<Change> everything() {
        return List.of(
                changes.folder("logs", home.resolve("deep/logs")),
                changes.own("script", home.resolve("run/me.sh"), "#!/bin/sh\n"),
                changes.command("bell", home.resolve("bell")),
                changes.json("settings", settings, DocumentEdit.set("/url", "proxy"), DocumentEdit.absent("/color")),
                changes.block("rc", rc, "export URL=proxy"),
                changes.json("fresh", home.resolve("new/tool/config"), DocumentEdit.set("/url", "proxy")));
    }

    private EngineProfile profile(String name, Steps steps) {
        return new EngineProfile(LinuxHost.at(home), name, PlainEditors.all(), steps);
    }
}
