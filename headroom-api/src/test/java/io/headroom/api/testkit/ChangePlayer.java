package io.headroom.api.testkit;

import io.headroom.api.change.Change;
import io.headroom.api.testkit.host.FakeHost;
import java.util.List;

/**
 * Makes changes on a host in memory and undoes them: the door through which the change engine takes part in the kits. The kits' own
 * tests use a small one; adapters are to be tested with the real engine.
 */
public interface ChangePlayer {
    /**
     * Makes changes.
     *
     * @param changes the changes, in order
     * @param host where
     * @return the way back
     */
    Undo apply(List<Change> changes, FakeHost host);

    /** The way back. */
    @FunctionalInterface
    interface Undo {
        /** Undoes our own part of what was made, and keeps what the user did since. */
        void undo();
    }
}
