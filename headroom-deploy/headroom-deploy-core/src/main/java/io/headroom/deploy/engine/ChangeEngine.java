package io.headroom.deploy.engine;

import io.headroom.api.host.Host;
import io.headroom.deploy.change.Plan;
import io.headroom.deploy.change.Planner;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.journal.Recovered;
import io.headroom.deploy.journal.Transaction;
import io.headroom.deploy.journal.Unfinished;
import io.headroom.deploy.lock.HeldLock;
import java.io.IOException;
import java.util.Optional;

/**
 * Plans, makes and undoes the changes of one profile. The order of a command is: {@link #lock}, {@link #recover}, {@link #planner},
 * {@link #begin}, phases, the manifest, {@link Transaction#commit}; after a removal {@link #discard}. A dry run and {@code status} use
 * {@link #planner} and {@link #unfinished} alone, which write nothing.
 *
 * <p>Thread-safe; transactions are not.
 */
public final class ChangeEngine {
    private final Host host;
    private final Folders folders;
    private final Editors editors;
    private final Steps steps;

    /**
     * Creates an engine. Touches nothing.
     *
     * @param host the machine
     * @param folders where the profile keeps what it needs
     * @param editors edit documents
     * @param steps {@link Steps#NONE} but in tests
     */
    public ChangeEngine(Host host, Folders folders, Editors editors, Steps steps) {
        this.host = host;
        this.folders = folders;
        this.editors = editors;
        this.steps = steps;
    }

    /**
     * Makes the profile's folder if it is missing and takes the profile's lock, waiting up to 10 s.
     *
     * @return the lock, to be closed when the command is done
     * @throws IOException if somebody else holds it, a {@link io.headroom.deploy.lock.LockedException}, or the folder cannot be made
     */
    public HeldLock lock() throws IOException {
        throw new UnsupportedOperationException(host + " " + folders + editors + steps);
    }

    /**
     * The planner of this profile.
     *
     * @return one that writes nothing
     */
    public Planner planner() {
        throw new UnsupportedOperationException();
    }

    /**
     * Looks for a transaction that ended with its process. Needs no lock.
     *
     * @return the transaction; empty if there is none
     * @throws IOException if the journal cannot be read
     */
    public Optional<Unfinished> unfinished() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Finishes a transaction that ended with its process (D-205). The caller holds the lock.
     *
     * @return what was done
     * @throws IOException if the journal cannot be read or written
     */
    public Recovered recover() throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Begins to do what a plan says. The caller holds the lock and has recovered.
     *
     * @param command the command for the journal; its way after a crash is {@link Unfinished.Way}
     * @param way what a crash leads to
     * @param plan a plan without refusals
     * @return the transaction
     * @throws IOException if the journal cannot be written
     */
    public Transaction begin(String command, Unfinished.Way way, Plan plan) throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Removes what the engine and the profile keep in the profile's folder, and shared files and folders that nothing needs any more.
     * The last thing of a removal; the caller holds the lock. What is not named in D-302 stays, with its folder.
     *
     * @throws IOException if something cannot be removed
     */
    public void discard() throws IOException {
        throw new UnsupportedOperationException();
    }
}
