package io.headroom.deploy.journal;

import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the lines of a journal say so far. */
final class JournalState {
    /**
     * One step of the plan as the journal remembers it.
     *
     * @param action what was to be done
     * @param made with which record
     */
    record Planned(Step.Action action, MadeChange made) {}

    private final Unfinished begun;
    private final List<Planned> plan;
    private final List<Intent> intents = new ArrayList<>();
    private final Set<Integer> done = new HashSet<>();
    private final Set<Integer> undone = new HashSet<>();
    private boolean ended;

    JournalState(Unfinished begun, List<Planned> plan) {
        this.begun = begun;
        this.plan = List.copyOf(plan);
    }

    Unfinished begun() {
        return begun;
    }

    /** The recorded changes of the plan, in order. */
    List<Planned> plan() {
        return plan;
    }

    List<Intent> intents() {
        return List.copyOf(intents);
    }

    boolean isDone(Intent intent) {
        return done.contains(intent.n());
    }

    boolean isUndone(Intent intent) {
        return undone.contains(intent.n());
    }

    /** Whether an undoing of a change was completed. */
    boolean isUndone(String id) {
        return intents.stream()
                .anyMatch(intent ->
                        intent.kind() == Intent.Kind.UNDO && intent.id().equals(id) && isDone(intent));
    }

    boolean isEnded() {
        return ended;
    }

    /** The number of the next intent. */
    int nextNumber() {
        return intents.stream().mapToInt(Intent::n).max().orElse(0) + 1;
    }

    void intend(Intent intent) {
        intents.add(intent);
    }

    void done(int n) {
        done.add(n);
    }

    void undone(int n) {
        undone.add(n);
    }

    void end() {
        ended = true;
    }
}
