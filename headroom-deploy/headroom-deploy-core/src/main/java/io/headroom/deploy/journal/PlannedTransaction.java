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
        for (Step step : steps) {
            boolean makes = step.action() == Step.Action.MAKE || step.action() == Step.Action.RESUME;
            if (makes && step.info().phase() == phase) {
                make(step);
            }
        }
    }

    private void make(Step step) throws ChangeFailedException {
        String id = step.info().id();
        try {
            records.put(journals.maker().make(state, step.change(), step.recorded()));
        } catch (EditRefusedException e) {
            throw new ChangeFailedException(
                    id, "Cannot edit " + step.surface().name() + ": " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new ChangeFailedException(id, step.info().sentence() + ": " + e.getMessage() + ".", e);
        }
    }

    @Override
    public UndoReport undo(Phase phase) throws IOException {
        UndoReport report = UndoReport.CLEAN;
        for (int at = steps.size() - 1; at >= 0; at--) {
            Step step = steps.get(at);
            boolean undoes = step.action() == Step.Action.UNDO || step.action() == Step.Action.SUSPEND;
            if (undoes && step.info().phase() == phase) {
                report = report.and(
                        journals.undo(state, step.action(), step.recorded().orElseThrow(), records));
            }
        }
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
