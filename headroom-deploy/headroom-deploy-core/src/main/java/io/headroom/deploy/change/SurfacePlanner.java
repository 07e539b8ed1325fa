package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.ownership.Restacked;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.ownership.Stacking;
import io.headroom.deploy.surface.Surface;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/** Plans by looking at surfaces. Several changes of one surface are planned on top of one another. Thread-safe. */
public final class SurfacePlanner implements Planner {
    private final String profile;
    private final Surfaces surfaces;
    private final Stacks stacks;
    private final Stacking stacking;

    /**
     * Creates the planner of a profile.
     *
     * @param profile whose plans
     * @param surfaces what is there
     * @param stacks what of it is ours
     * @param stacking puts changes on it and takes them away
     */
    public SurfacePlanner(String profile, Surfaces surfaces, Stacks stacks, Stacking stacking) {
        this.profile = profile;
        this.surfaces = surfaces;
        this.stacks = stacks;
        this.stacking = stacking;
    }

    @Override
    public Plan plan(List<Change> wanted, List<MadeChange> recorded) {
        Draft draft = new Draft(recorded);
        Set<String> ids = new HashSet<>();
        for (Change change : wanted) {
            ids.add(change.info().id());
            draft.want(change, find(recorded, change.info().id()));
        }
        List<MadeChange> dropped = new ArrayList<>(recorded);
        dropped.removeIf(made -> ids.contains(made.id()));
        draft.undo(dropped, Step.Action.UNDO, made -> true);
        return draft.plan();
    }

    @Override
    public Plan removal(List<MadeChange> recorded, Predicate<MadeChange> which) {
        Draft draft = new Draft(recorded);
        draft.undo(recorded, Step.Action.UNDO, which);
        return draft.plan();
    }

    @Override
    public Plan suspension(List<MadeChange> recorded, Predicate<MadeChange> which) {
        Draft draft = new Draft(recorded);
        draft.undo(
                recorded,
                Step.Action.SUSPEND,
                made -> made.state() == MadeChange.State.MADE
                        && made.change().info().phase() == Phase.WIRING
                        && which.test(made));
        return draft.plan();
    }

    @Override
    public Plan resumption(List<MadeChange> recorded) {
        Draft draft = new Draft(recorded);
        for (MadeChange made : recorded) {
            if (made.state() == MadeChange.State.SUSPENDED) {
                draft.resume(made);
            } else {
                draft.keep(made);
            }
        }
        return draft.plan();
    }

    @Override
    public boolean isInPlace(Change change) {
        try {
            Optional<FileContent> now = surfaces.read(change);
            OptionalInt mode = surfaces.mode(change);
            return stacking.add(Stack.untouched(surfaces.key(change), now, mode), now, mode, change)
                    .content()
                    .equals(now);
        } catch (IOException | EditRefusedException unreadable) {
            return false;
        }
    }

    private static Optional<MadeChange> find(List<MadeChange> recorded, String id) {
        return recorded.stream().filter(made -> made.id().equals(id)).findFirst();
    }

    /** A plan in the making. */
    private final class Draft {
        private final List<Step> steps = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Set<String> rewritten = new HashSet<>();
        private Views views = new Views(stacks, surfaces);

        Draft(List<MadeChange> recorded) {
            try {
                for (Stack stack : stacks.lost(recorded).keySet()) {
                    views.believe(stack.layers().get(0).change(), stack);
                }
            } catch (IOException e) {
                // The changes are looked at one by one below, and the one that cannot be read is refused there.
                views = new Views(stacks, surfaces);
            }
        }

        void want(Change change, Optional<MadeChange> recorded) {
            try {
                Optional<Refusal> refusal = refusal(change);
                if (refusal.isPresent()) {
                    refusals.add(refusal.get());
                    return;
                }
                Views.View view = views.of(change);
                Restacked next = stacking.add(view.stack(), view.now(), view.mode(), change);
                if (isSo(change, recorded, view, next)) {
                    steps.add(new Step(Step.Action.KEEP, change, recorded, view.now(), view.now()));
                    return;
                }
                if (Surface.of(change).kind() == Surface.Kind.FILE) {
                    rewritten.add(ownerOf(change));
                }
                steps.add(new Step(Step.Action.MAKE, change, recorded, view.now(), next.content()));
                views.note(change, view, next);
            } catch (EditRefusedException e) {
                refusals.add(refused(change, e));
            } catch (IOException e) {
                refusals.add(refused(change, e));
            }
        }

        /** A definition that a supervisor has read is read again by its command, which therefore runs again after its file was changed. */
        private boolean isSo(Change change, Optional<MadeChange> recorded, Views.View view, Restacked next) {
            boolean same = recorded.filter(made -> made.state() == MadeChange.State.MADE
                            && made.change().equals(change)
                            && view.stack().layer(change).isPresent())
                    .isPresent();
            boolean again = change instanceof Change.Command
                    && change.info().phase() == Phase.SUPERVISOR
                    && rewritten.contains(ownerOf(change));
            return same && !again && next.content().equals(view.now());
        }

        private static String ownerOf(Change change) {
            return change.info().phase() + " " + change.info().owner().target();
        }

        void keep(MadeChange made) {
            steps.add(new Step(Step.Action.KEEP, made.change(), Optional.of(made), Optional.empty(), Optional.empty()));
        }

        void undo(List<MadeChange> recorded, Step.Action action, Predicate<MadeChange> which) {
            List<Step> backwards = new ArrayList<>();
            for (int at = recorded.size() - 1; at >= 0; at--) {
                MadeChange made = recorded.get(at);
                backwards.add(
                        which.test(made)
                                ? undo(made, action)
                                : new Step(
                                        Step.Action.KEEP,
                                        made.change(),
                                        Optional.of(made),
                                        Optional.empty(),
                                        Optional.empty()));
            }
            Collections.reverse(backwards);
            steps.addAll(backwards);
        }

        /** What cannot be read now is shown as it is, and reported when it is tried. */
        private Step undo(MadeChange made, Step.Action action) {
            Optional<FileContent> before = Optional.empty();
            Optional<FileContent> after = Optional.empty();
            try {
                Views.View view = views.of(made.change());
                before = view.now();
                after = view.now();
                Restacked next = stacking.remove(view.stack(), view.now(), made.change());
                after = next.content();
                views.note(made.change(), view, next);
            } catch (IOException | EditRefusedException e) {
                return new Step(action, made.change(), Optional.of(made), before, after);
            }
            return new Step(action, made.change(), Optional.of(made), before, after);
        }

        void resume(MadeChange made) {
            try {
                Views.View view = views.of(made.change());
                Optional<Change> change = Resumable.part(made, view.stack(), view.now(), view.mode(), stacking);
                if (change.isEmpty()) {
                    steps.add(new Step(Step.Action.KEEP, made.change(), Optional.of(made), view.now(), view.now()));
                    return;
                }
                Restacked next = stacking.add(view.stack(), view.now(), view.mode(), change.get());
                steps.add(new Step(Step.Action.RESUME, change.get(), Optional.of(made), view.now(), next.content()));
                views.note(change.get(), view, next);
            } catch (EditRefusedException e) {
                refusals.add(refused(made.change(), e));
            } catch (IOException e) {
                refusals.add(refused(made.change(), e));
            }
        }

        Plan plan() {
            return new Plan(profile, steps, refusals);
        }

        private Optional<Refusal> refusal(Change change) throws IOException {
            Optional<String> obstacle = surfaces.obstacle(change);
            if (obstacle.isPresent()) {
                return Optional.of(refused(change, new EditRefusedException(0, 0, obstacle.get())));
            }
            if (!surfaces.permitted(change)) {
                return Optional.of(rights(change, "the account may not write there"));
            }
            return Optional.empty();
        }

        private Refusal refused(Change change, EditRefusedException e) {
            return new Refusal(
                    change.info().id(),
                    Surface.of(change).name(),
                    e.line(),
                    e.column(),
                    e.reason(),
                    Refusal.Cause.CONTENT);
        }

        private Refusal refused(Change change, IOException e) {
            return e instanceof AccessDeniedException
                    ? rights(change, "the account may not read it")
                    : refused(change, new EditRefusedException(0, 0, String.valueOf(e.getMessage())));
        }

        private Refusal rights(Change change, String reason) {
            return new Refusal(
                    change.info().id(),
                    Surface.of(change).name(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    reason,
                    Refusal.Cause.RIGHTS);
        }
    }
}
