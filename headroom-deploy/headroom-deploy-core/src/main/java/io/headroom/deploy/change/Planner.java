package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import java.util.List;
import java.util.function.Predicate;

/**
 * Subtracts what should be from what was made (D-207). Reads files, asks commands that change nothing, and writes nothing. Thread-safe.
 */
public interface Planner {
    /**
     * What has to be done so that exactly these changes are made: new and differing ones are made, equal ones kept, the rest undone.
     * Suspended ones are made again.
     *
     * @param wanted what should be, in order
     * @param recorded what the manifest says was made
     * @return the plan, with every refusal that can be known now
     */
    Plan plan(List<Change> wanted, List<MadeChange> recorded);

    /**
     * What has to be done to undo changes for good. Others are kept.
     *
     * @param recorded what the manifest says was made
     * @param which the ones to undo
     * @return the plan, without refusals: what cannot be undone is reported by the transaction
     */
    Plan removal(List<MadeChange> recorded, Predicate<MadeChange> which);

    /**
     * What has to be done to undo changes for a while (D-210). Others are kept.
     *
     * @param recorded what the manifest says was made
     * @param which the ones to undo, usually the wiring but for blocks, which obey a flag file
     * @return the plan
     */
    Plan suspension(List<MadeChange> recorded, Predicate<MadeChange> which);

    /**
     * What has to be done to make suspended changes again. Others are kept.
     *
     * @param recorded what the manifest says was made
     * @return the plan
     */
    Plan resumption(List<MadeChange> recorded);

    /**
     * Whether a change is in force, for an account that may not read who owns what: making it once more would change nothing.
     *
     * @param change the change
     * @return whether it is; false if it cannot be looked at
     */
    boolean isInPlace(Change change);
}
