package io.headroom.deploy;

import io.headroom.api.host.OperatingSystem;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.engine.Folders;
import io.headroom.deploy.engine.StandardEditors;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.FileMode;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.host.MachineFolder;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Recovered;
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
import java.util.OptionalInt;

/**
 * The frame around every command that changes a profile: its lock, what a crashed command left, and the words for what goes wrong. The
 * journal of the engine does the rest.
 */
final class Work {
    /** The commands in the journal that are completed after a crash, and not rolled back. */
    static final String STOP = "stop";

    static final String SUSPEND = "suspend";
    static final String REMOVE = "remove";

    private final Parts parts;
    private final Profiles profiles;
    private final Services services;
    private final Ending ending;
    private final Steps steps;

    Work(Parts parts, Profiles profiles, Services services) {
        this(parts, profiles, services, Steps.NONE);
    }

    /** {@code steps}: where tests let a command die. */
    Work(Parts parts, Profiles profiles, Services services, Steps steps) {
        this.parts = parts;
        this.profiles = profiles;
        this.services = services;
        this.ending = new Ending(parts, services);
        this.steps = steps;
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
                scope == Scope.SYSTEM ? folders.withMachine(MachineFolder.of(parts.host())) : folders,
                StandardEditors.all(),
                steps);
    }

    /** What a user asks of a profile of the machine only root may do; what its agent does to it needs less. */
    void requireRights(Profile profile, String verb) throws DeployException {
        if (profile.manifest().scope() == Scope.SYSTEM && !Designer.mayChangeTheMachine(parts.host())) {
            throw new DeployException(
                    Kind.RIGHTS,
                    "Profile '" + profile.name() + "' is one of the whole machine. Run"
                            + (parts.host().operatingSystem() == OperatingSystem.WINDOWS
                                    ? " in a terminal opened as administrator: "
                                    : ": ")
                            + profile.command(verb));
        }
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
        String command = unfinished.get().command();
        parts.progress().accept("Finishing an interrupted '" + command + "' first.");
        boolean ends = command.equals(STOP) || command.equals(REMOVE);
        Optional<Profile> before = readable(folder);
        if (ends && before.isPresent()) {
            new AgentFiles(folder).pause(parts.host());
        }
        before.filter(profile -> ends || profile.manifest().state() != Manifest.State.ACTIVE)
                .ifPresent(profile -> ending.end(profile).forEach(trouble -> tell(profile, trouble)));
        Recovered recovered = engine.recover((finished, changes) -> writeDown(folder, finished.command(), changes));
        if (!recovered.report().complete()) {
            throw incomplete(folder, recovered.report());
        }
        if (unfinished.get().way() == Unfinished.Way.ON) {
            if (command.equals(REMOVE)) {
                engine.discard();
            }
            return;
        }
        readable(folder)
                .filter(profile -> profile.manifest().state() == Manifest.State.ACTIVE)
                .ifPresent(this::restartQuietly);
    }

    /** What is made now, while the journal still knows of it. */
    private void writeDown(ProfileFolder folder, String command, List<MadeChange> changes) throws IOException {
        Optional<Profile> profile = readable(folder);
        if (profile.isEmpty()) {
            return;
        }
        Manifest.State state = switch (command) {
            case REMOVE -> Manifest.State.REMOVING;
            case STOP -> Manifest.State.PAUSED;
            default -> profile.get().manifest().state();
        };
        Manifest manifest = new ManifestChanges(folder, parts.host())
                .write(profile.get().manifest(), changes)
                .with(state)
                .committed(parts.host().now());
        AtomicFiles files = new AtomicFiles(parts.host(), steps);
        files.sweep(folder.manifest());
        files.put(folder.manifest(), manifest.content(), OptionalInt.of(FileMode.OWNER_FILE));
    }

    private Optional<Profile> readable(ProfileFolder folder) {
        try {
            return profiles.look(folder).map(Profiles.Found::profile);
        } catch (DeployException damaged) {
            return Optional.empty();
        }
    }

    private void restartQuietly(Profile profile) {
        try {
            Services.act(() -> {
                Optional<Supervisor> supervisor = services.find(profile);
                if (supervisor.isPresent()) {
                    supervisor.get().restart(services.spec(profile), parts.host());
                }
            });
        } catch (SupervisorException failed) {
            tell(profile, failed.getMessage());
        }
    }

    private void tell(Profile profile, String trouble) {
        parts.progress().accept("Profile '" + profile.name() + "': " + Work.sentence(trouble));
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
