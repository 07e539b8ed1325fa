package io.headroom.deploy.testkit;

import io.headroom.api.change.Change;
import io.headroom.api.testkit.ChangePlayer;
import io.headroom.api.testkit.host.FakeHost;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.engine.StandardEditors;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.ChangeFailedException;
import io.headroom.deploy.journal.UndoReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The real change engine for the kits: journal, ownership and locks lie in the host's workspace, and are gone after undoing. */
public final class EnginePlayer implements ChangePlayer {
    private final Editors editors;

    /** Creates the player with the editors that Headroom itself uses. */
    public EnginePlayer() {
        this(StandardEditors.all());
    }

    /**
     * Creates the player.
     *
     * @param editors edit documents
     */
    public EnginePlayer(Editors editors) {
        this.editors = editors;
    }

    @Override
    public Undo apply(List<Change> changes, FakeHost host) {
        String name =
                changes.isEmpty() ? "default" : changes.get(0).info().owner().profile();
        EngineProfile profile = new EngineProfile(host, name, editors, Steps.NONE);
        try {
            profile.apply(changes);
        } catch (ChangeFailedException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return () -> remove(profile);
    }

    private static void remove(EngineProfile profile) {
        try {
            UndoReport report = profile.remove();
            if (!report.complete()) {
                throw new AssertionError("not undone: " + report.failed());
            }
        } catch (ChangeFailedException e) {
            throw new AssertionError(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
