package io.headroom.deploy.change;

import io.headroom.api.change.ChangeInfo.Rights;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What would be done. A value: it holds what was read, and the engine checks that before it acts. {@link PlanText} shows it.
 *
 * @param profile whose
 * @param steps the steps in the order in which changes are made; undoing goes backwards
 * @param refusals why it cannot be done; a plan with refusals is not begun
 */
public record Plan(String profile, List<Step> steps, List<Refusal> refusals) {
    public Plan {
        steps = List.copyOf(steps);
        refusals = List.copyOf(refusals);
    }

    /**
     * Whether there is nothing to do.
     *
     * @return whether every step keeps what is there
     */
    public boolean upToDate() {
        return refusals.isEmpty() && steps.stream().allMatch(step -> step.action() == Step.Action.KEEP);
    }

    /**
     * What rights it needs beyond the account's own.
     *
     * @return the rights of all steps that do something
     */
    public Set<Rights> rights() {
        return steps.stream()
                .filter(step -> step.action() != Step.Action.KEEP)
                .map(step -> step.info().rights())
                .filter(rights -> rights != Rights.NONE)
                .collect(Collectors.toUnmodifiableSet());
    }
}
