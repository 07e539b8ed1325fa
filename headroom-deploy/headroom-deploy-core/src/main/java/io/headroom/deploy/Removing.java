package io.headroom.deploy;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.supervise.Supervisor;
import io.headroom.api.supervise.SupervisorException;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes a profile off the machine, by what its manifest records and never by what would be planned today. */
final class Removing {
    private final Parts parts;
    private final Profiles profiles;
    private final Services services;
    private final Work work;
    private final Ending ending;

    Removing(Parts parts, Profiles profiles, Services services, Work work) {
        this.parts = parts;
        this.profiles = profiles;
        this.services = services;
        this.work = work;
        this.ending = new Ending(parts, services);
    }

    /** What goes besides the profile itself. */
    enum Extent {
        /** Nothing: logs and database stay. */
        PROFILE,
        /** The profile's logs, too. */
        LOGS
    }

    List<String> preview(ProfileName name) throws DeployException {
        Profile profile = profiles.mendable(name).profile();
        try {
            return new ManifestChanges(profile.folder(), parts.host())
                    .read(profile.manifest()).stream()
                            .map(made -> "Undo: " + made.change().info().sentence() + " ("
                                    + made.surface().name() + ")")
                            .toList();
        } catch (IOException damaged) {
            throw new DeployException(DeployException.Kind.FAILED, Work.sentence(damaged.getMessage()), damaged);
        }
    }

    Outcome remove(ProfileName name, Extent extent) throws DeployException {
        Profile seen = profiles.mendable(name).profile();
        work.requireRights(seen, "remove");
        return work.locked(seen.folder(), seen.manifest().scope(), engine -> remove(engine, name, extent));
    }

    private Outcome remove(ChangeEngine engine, ProfileName name, Extent extent) throws DeployException, IOException {
        // An interrupted removal may have been finished just now.
        if (profiles.look(profiles.folder(name)).isEmpty()) {
            return Outcome.of(name.text(), "removed", "", "Removed profile '" + name + "'.");
        }
        Profiles.Found found = profiles.mendable(name);
        Profile profile = found.profile();
        ManifestChanges records = new ManifestChanges(profile.folder(), parts.host());
        List<MadeChange> recorded = records.read(profile.manifest());
        List<String> sentences =
                recorded.stream().map(made -> made.change().info().sentence()).toList();
        Transaction transaction =
                engine.begin(Work.REMOVE, Unfinished.Way.ON, engine.planner().removal(recorded, made -> true));
        transaction.write(
                profile.folder().manifest(),
                profile.manifest().with(Manifest.State.REMOVING).content());
        Files.deleteIfExists(Flags.wired(profile, parts.host()));
        UndoReport report = transaction.undo(Phase.WIRING);
        new AgentFiles(profile.folder()).pause(parts.host());
        List<String> troubles = ending.end(profile);
        report = report.and(transaction.undo(Phase.SUPERVISOR)).and(transaction.undo(Phase.RUNTIME));
        Manifest left = records.write(profile.manifest(), transaction.changes()).with(Manifest.State.REMOVING);
        transaction.write(profile.folder().manifest(), left.content());
        transaction.commit();
        if (!report.complete()) {
            throw Work.incomplete(profile.folder(), report);
        }
        engine.discard();
        List<String> lines = new ArrayList<>(List.of("Removed profile '" + name + "'."));
        lines.addAll(Work.left(report));
        lines.addAll(found.notes());
        troubles.forEach(trouble -> lines.add("Note: " + trouble));
        if (extent == Extent.LOGS) {
            purge(Services.logs(profile, parts.host()));
            purgeService(profile).ifPresent(trouble -> lines.add("Note: " + trouble));
        }
        return Outcome.of(name.text(), "removed", "", lines.toArray(String[]::new))
                .withChanges(sentences);
    }

    private Optional<String> purgeService(Profile profile) {
        Optional<Supervisor> supervisor = services.find(profile);
        if (supervisor.isEmpty()) {
            return Optional.empty();
        }
        try {
            Services.act(() -> supervisor.get().purge(services.spec(profile), parts.host()));
            return Optional.empty();
        } catch (SupervisorException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private static void purge(Path logs) throws IOException {
        if (!Files.isDirectory(logs)) {
            return;
        }
        try (Stream<Path> files = Files.walk(logs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
