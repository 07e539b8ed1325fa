package io.headroom.deploy.journal;

import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.change.MadeChange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The steps of a plan, taken one phase after the other, each written down before it is done. The caller holds the profile's lock. Not
 * thread-safe.
 *
 * <p>A process that dies leaves the journal, and {@link io.headroom.deploy.engine.ChangeEngine#recover} finishes it. Nothing ends a
 * transaction but {@link #commit} and {@link #rollBack}.
 */
public interface Transaction {
    /**
     * Takes the steps of a phase that make something, in order.
     *
     * @param phase the phase
     * @throws ChangeFailedException if one fails; the caller rolls back
     */
    void make(Phase phase) throws ChangeFailedException;

    /**
     * Takes the steps of a phase that undo something, backwards, and goes on after a failing one.
     *
     * @param phase the phase
     * @return what was left and what failed
     * @throws IOException if the journal cannot be written
     */
    UndoReport undo(Phase phase) throws IOException;

    /**
     * Writes a file of the deployment that no change stands for, the manifest above all. Rolled back with the rest.
     *
     * @param path where, in a folder that exists
     * @param content its bytes; the mode is 0600
     * @throws IOException if it cannot be written
     */
    void write(Path path, FileContent content) throws IOException;

    /**
     * What is made now.
     *
     * @return the records for the manifest, in the order of the plan
     */
    List<MadeChange> changes();

    /**
     * Ends the transaction. The manifest was written before.
     *
     * @throws IOException if the journal cannot be written
     */
    void commit() throws IOException;

    /**
     * Undoes every step taken, backwards, and goes on after a failing one. If something is left, journal and backups stay, and the next
     * recovery tries again.
     *
     * @return what was left and what failed
     * @throws IOException if the journal cannot be written
     */
    UndoReport rollBack() throws IOException;
}
