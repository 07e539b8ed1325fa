package io.headroom.deploy.journal;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Step;
import io.headroom.deploy.edit.EditRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The transaction of a plan. */
final class PlannedTransaction implements Transaction {
    private final JournalState state;
    private final List<Step> steps;
    private final Journals journals;
    private final Records records;
    private UndoReport undone = UndoReport.CLEAN;

    PlannedTransaction(JournalState state, List<Step> steps, Journals journals) {
        this.state = state;
        this.steps = List.copyOf(steps);
        this.journals = journals;
        this.records = Records.of(steps);
    }

    @Override
    public void make(Phase phase) throws ChangeFailedException {
        List<Step> making = new ArrayList<>(steps);
        making.removeIf(step -> step.info().phase() != phase
                || (step.action() != Step.Action.MAKE && step.action() != Step.Action.RESUME));
        for (List<Step> group : Together.groups(making, Step::change)) {
            make(group);
        }
    }

    private void make(List<Step> group) throws ChangeFailedException {
        Step first = group.get(0);
        String id = first.info().id();
        try {
            journals.maker().make(state, group).forEach(records::put);
        } catch (EditRefusedException e) {
            throw new ChangeFailedException(
                    id, "Cannot edit " + first.surface().name() + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new ChangeFailedException(id, first.info().sentence() + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public UndoReport undo(Phase phase) throws IOException {
        List<JournalState.Planned> undoing = new ArrayList<>();
        for (int at = steps.size() - 1; at >= 0; at--) {
            Step step = steps.get(at);
            boolean undoes = step.action() == Step.Action.UNDO || step.action() == Step.Action.SUSPEND;
            if (undoes && step.info().phase() == phase) {
                undoing.add(
                        new JournalState.Planned(step.action(), step.recorded().orElseThrow()));
            }
        }
        UndoReport report = journals.undo(state, undoing, records);
        undone = undone.and(report);
        return report;
    }

    @Override
    public void write(Path path, FileContent content) throws IOException {
        journals.ownFiles().write(state, path, content);
    }

    @Override
    public List<MadeChange> changes() {
        return records.all();
    }

    @Override
    public void commit() throws IOException {
        if (!undone.complete() && state.begun().way() == Unfinished.Way.ON) {
            throw new IllegalStateException("a removal that is not complete cannot be committed");
        }
        journals.commit(state, records.all());
    }

    @Override
    public UndoReport rollBack() throws IOException {
        List<MadeChange> former = new ArrayList<>();
        steps.forEach(step -> step.recorded().ifPresent(former::add));
        return journals.rollBack(state, former);
    }
}
