package io.headroom.deploy;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.engine.Folders;
import io.headroom.deploy.engine.StandardEditors;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Recovered;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.lock.FileLocks;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.lock.LockedException;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frame around every command that changes a profile: its lock, what a crashed command left, and the words for what goes wrong. The
 * journal of the engine does the rest.
 */
final class Work {
    private final Parts parts;
    private final Profiles profiles;
    private final Services services;

    Work(Parts parts, Profiles profiles, Services services) {
        this.parts = parts;
        this.profiles = profiles;
        this.services = services;
    }

    /** What is done while the profile is locked. */
    @FunctionalInterface
    interface Body<T> {
        T run(ChangeEngine engine) throws DeployException, IOException, ChangeFailedException, SupervisorException;
    }

    ChangeEngine engine(ProfileFolder folder, Scope scope) {
        Folders folders = Folders.of(folder.profile().text(), parts.host().home(), folder.workspace());
        return new ChangeEngine(
                parts.host(),
                scope == Scope.SYSTEM ? folders.withMachine(Flags.machine(parts.host())) : folders,
                StandardEditors.all(),
                Steps.NONE);
    }

    <T> T locked(ProfileFolder folder, Scope scope, Body<T> body) throws DeployException {
        ChangeEngine engine = engine(folder, scope);
        try (HeldLock lock = engine.lock()) {
            requireHeld(lock);
            recover(engine, folder);
            return body.run(engine);
        } catch (LockedException held) {
            throw new DeployException(Kind.LOCKED, held.getMessage(), held);
        } catch (IOException | ChangeFailedException | SupervisorException failed) {
            throw new DeployException(Kind.FAILED, sentence(failed.getMessage()), failed);
        }
    }

    /** Held while a proxy is started, whoever starts it. */
    HeldLock starting(ProfileFolder folder) throws IOException {
        return new FileLocks(parts.host()).take(folder.startLock(), "Profile '" + folder.profile() + "'");
    }

    private static void requireHeld(HeldLock lock) {
        java.util.Objects.requireNonNull(lock, "lock");
    }

    /** Finishes what a command left that died: only then is the machine in a state that can be planned from. */
    private void recover(ChangeEngine engine, ProfileFolder folder) throws IOException, DeployException {
        Optional<Unfinished> unfinished = engine.unfinished();
        if (unfinished.isEmpty()) {
            return;
        }
        parts.progress().accept("Finishing an interrupted '" + unfinished.get().command() + "' first.");
        Optional<Profile> before = readable(folder);
        before.filter(profile -> profile.manifest().state() != Manifest.State.ACTIVE)
                .ifPresent(this::stopQuietly);
        Recovered recovered = engine.recover();
        if (!recovered.report().complete()) {
            throw incomplete(folder, recovered.report());
        }
        if (unfinished.get().way() == Unfinished.Way.ON) {
            finish(engine, unfinished.get(), recovered.changes(), folder);
            return;
        }
        readable(folder)
                .filter(profile -> profile.manifest().state() == Manifest.State.ACTIVE)
                .ifPresent(this::restartQuietly);
    }

    private void finish(ChangeEngine engine, Unfinished unfinished, List<MadeChange> changes, ProfileFolder folder)
            throws IOException, DeployException {
        if (unfinished.command().equals("remove")) {
            engine.discard();
            return;
        }
        Optional<Profile> profile = readable(folder);
        if (profile.isPresent()) {
            Manifest manifest = new ManifestChanges(folder, parts.host())
                    .write(profile.get().manifest(), changes)
                    .with(Manifest.State.PAUSED);
            Transaction transaction =
                    engine.begin("stop", Unfinished.Way.BACK, engine.planner().resumption(List.of()));
            transaction.write(folder.manifest(), manifest.content());
            transaction.commit();
        }
    }

    private Optional<Profile> readable(ProfileFolder folder) {
        try {
            return profiles.find(folder.profile());
        } catch (DeployException damaged) {
            return Optional.empty();
        }
    }

    private void stopQuietly(Profile profile) {
        quietly(profile, () -> services.require(profile).stop(services.spec(profile), parts.host()));
    }

    private void restartQuietly(Profile profile) {
        quietly(profile, () -> services.require(profile).restart(services.spec(profile), parts.host()));
    }

    private void quietly(Profile profile, Attempt attempt) {
        try {
            attempt.run();
        } catch (DeployException | SupervisorException | RuntimeException failed) {
            parts.progress().accept("Profile '" + profile.name() + "': " + failed.getMessage());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws DeployException, SupervisorException;
    }

    static DeployException incomplete(ProfileFolder folder, UndoReport report) {
        return new DeployException(
                Kind.UNDO_INCOMPLETE,
                report.failed().stream()
                        .map(failed -> "Not undone: " + failed.place() + ": " + failed.reason()
                                + ". 'headroom install remove --profile " + folder.profile() + "' tries again.")
                        .toList());
    }

    /** Sentences about what the user had changed, and that was left. */
    static List<String> left(UndoReport report) {
        List<String> lines = new ArrayList<>();
        for (UndoReport.Left left : report.left()) {
            String keys = left.keys().isEmpty() ? "" : " (" + String.join(", ", left.keys()) + ")";
            String kept = left.keptAt().map(path -> ", kept in " + path).orElse("");
            lines.add("Left as you changed it: " + left.place() + keys + kept);
        }
        return lines;
    }

    static String sentence(String text) {
        String words = text == null || text.isBlank() ? "it failed for an unknown reason" : text.strip();
        return words.endsWith(".") ? words : words + ".";
    }
}
