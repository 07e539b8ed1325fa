package io.headroom.deploy.testkit;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.Host;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.engine.ChangeEngine;
import io.headroom.deploy.engine.Folders;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.Recovered;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.UndoReport;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import io.headroom.deploy.lock.HeldLock;
import io.headroom.deploy.record.JsonOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A profile with nothing but changes: the engine as commands use it, with a manifest that is only the list of changes. */
public final class EngineProfile {
    private static final String CHANGES = "changes";

    private final ChangeEngine engine;
    private final Path manifest;

    /**
     * A profile.
     *
     * @param host the machine
     * @param name the profile's name
     * @param editors edit documents
     * @param steps where to interrupt
     */
    public EngineProfile(Host host, String name, Editors editors, Steps steps) {
        Folders folders = Folders.of(name, host.home(), host.workspace());
        this.engine = new ChangeEngine(host, folders, editors, steps);
        this.manifest = folders.own().resolve("manifest.json");
    }

    /**
     * The engine.
     *
     * @return the engine of this profile
     */
    public ChangeEngine engine() {
        return engine;
    }

    /**
     * What the manifest says.
     *
     * @return the records; none if there is no manifest
     * @throws IOException if it cannot be read
     */
    public List<MadeChange> recorded() throws IOException {
        if (Files.notExists(manifest)) {
            return List.of();
        }
        JsonValue.Object fields = JsonText.read(Files.readString(manifest));
        return engine.records().read(fields.member(CHANGES).orElseThrow());
    }

    /**
     * The plan of {@link #apply}.
     *
     * @param wanted what should be
     * @return the plan
     * @throws IOException if the manifest cannot be read
     */
    public Plan plan(List<Change> wanted) throws IOException {
        return engine.planner().plan(wanted, recorded());
    }

    /**
     * Makes exactly these changes.
     *
     * @param wanted what should be
     * @return what was undone on the way
     * @throws ChangeFailedException if one fails; everything is rolled back
     * @throws IOException if the journal cannot be written
     */
    public UndoReport apply(List<Change> wanted) throws IOException, ChangeFailedException {
        return locked(() -> make("apply", plan(wanted)));
    }

    /**
     * Undoes everything.
     *
     * @return what was left
     * @throws ChangeFailedException never
     * @throws IOException if the journal cannot be written
     */
    public UndoReport remove() throws IOException, ChangeFailedException {
        return locked(() -> {
            UndoReport report = undo("remove", engine.planner().removal(recorded(), made -> true));
            if (report.complete()) {
                engine.discard();
            }
            return report;
        });
    }

    /**
     * Undoes the wiring for a while.
     *
     * @return what was left
     * @throws ChangeFailedException never
     * @throws IOException if the journal cannot be written
     */
    public UndoReport suspend() throws IOException, ChangeFailedException {
        return locked(() -> undo("stop", engine.planner().suspension(recorded(), made -> true)));
    }

    /**
     * Makes the wiring again.
     *
     * @return what was undone on the way
     * @throws ChangeFailedException if a change fails; everything is rolled back
     * @throws IOException if the journal cannot be written
     */
    public UndoReport resume() throws IOException, ChangeFailedException {
        return locked(() -> make("start", engine.planner().resumption(recorded())));
    }

    /**
     * Finishes what a dead process left, as the next command would.
     *
     * @return what was done
     * @throws IOException if the journal cannot be read or written
     */
    public Recovered recover() throws IOException {
        HeldLock lock = engine.lock();
        try {
            Recovered recovered = engine.recover((finished, changes) -> Files.writeString(manifest, text(changes)));
            boolean gone = recovered
                    .unfinished()
                    .filter(finished -> finished.command().equals("remove"))
                    .isPresent();
            if (gone && recovered.report().complete()) {
                engine.discard();
            }
            return recovered;
        } finally {
            lock.close();
        }
    }

    private UndoReport make(String command, Plan plan) throws IOException, ChangeFailedException {
        if (!plan.refusals().isEmpty()) {
            throw new ChangeFailedException(
                    plan.refusals().get(0).id(), plan.refusals().get(0).text(), null);
        }
        if (plan.upToDate()) {
            return UndoReport.CLEAN;
        }
        Transaction transaction = engine.begin(command, Unfinished.Way.BACK, plan);
        try {
            UndoReport report = UndoReport.CLEAN;
            for (Phase phase : Phase.values()) {
                report = report.and(transaction.undo(phase));
                transaction.make(phase);
            }
            transaction.write(manifest, FileContent.of(text(transaction.changes())));
            transaction.commit();
            return report;
        } catch (ChangeFailedException | IOException e) {
            UndoReport back = transaction.rollBack();
            if (!back.complete()) {
                e.addSuppressed(new IOException("not undone: " + back.failed()));
            }
            throw e;
        }
    }

    private UndoReport undo(String command, Plan plan) throws IOException {
        Transaction transaction = engine.begin(command, Unfinished.Way.ON, plan);
        UndoReport report = UndoReport.CLEAN;
        for (Phase phase : List.of(Phase.WIRING, Phase.SUPERVISOR, Phase.RUNTIME)) {
            report = report.and(transaction.undo(phase));
        }
        transaction.write(manifest, FileContent.of(text(transaction.changes())));
        if (report.complete()) {
            transaction.commit();
        }
        return report;
    }

    private String text(List<MadeChange> changes) {
        return JsonOutput.document(out -> {
            out.writeStartObject();
            out.writeName(CHANGES);
            engine.records().write(changes, out);
            out.writeEndObject();
        });
    }

    private UndoReport locked(Work work) throws IOException, ChangeFailedException {
        HeldLock lock = engine.lock();
        try {
            engine.recover((finished, changes) -> Files.writeString(manifest, text(changes)));
            return work.run();
        } finally {
            lock.close();
        }
    }

    private interface Work {
        UndoReport run() throws IOException, ChangeFailedException;
    }
}
