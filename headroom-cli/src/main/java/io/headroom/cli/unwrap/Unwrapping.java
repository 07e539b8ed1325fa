package io.headroom.cli.unwrap;

import io.headroom.cli.unwrap.UnwrapCommand.Records;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Deployments;
import io.headroom.deploy.Unwired;
import io.headroom.deploy.profile.ProfileName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes a tool out of several profiles; one that refuses keeps none of the others from being done. */
final class Unwrapping {
    private final Deployments deployments;
    private final Records records;
    private final Strangers strangers;

    Unwrapping(Deployments deployments, Records records, Strangers strangers) {
        this.deployments = deployments;
        this.records = records;
        this.strangers = strangers;
    }

    /**
     * What was done about a tool.
     *
     * @param tool which
     * @param profiles what was undone, by profile
     * @param unrecorded what looks like ours and stays, since no record names it
     * @param running wraps of that tool that go on
     * @param failures what could not be done
     */
    record Done(
            String tool,
            List<Unwired> profiles,
            List<String> unrecorded,
            List<String> running,
            List<DeployException> failures) {
        boolean isNothing() {
            return failures.isEmpty()
                    && profiles.stream()
                            .allMatch(
                                    one -> one.undone().isEmpty() && one.left().isEmpty());
        }

        /** Whether something is still to be undone. */
        Optional<DeployException.Kind> worst() {
            return failures.stream().map(DeployException::kind).reduce((one, other) -> one == other ? one : worse());
        }

        private static DeployException.Kind worse() {
            return DeployException.Kind.UNDO_INCOMPLETE;
        }
    }

    /** The work on one profile. */
    @FunctionalInterface
    private interface Step {
        Unwired on(ProfileName profile, String tool) throws DeployException;
    }

    Done unwrap(String tool) {
        return each(tool, deployments::unwire);
    }

    Done preview(String tool) {
        return each(tool, deployments::previewUnwiring);
    }

    private Done each(String tool, Step step) {
        List<Unwired> done = new ArrayList<>();
        List<DeployException> failures = new ArrayList<>();
        for (Deployments.Installed one : records.profiles()) {
            try {
                Unwired unwired = step.on(one.profile(), tool);
                if (!unwired.undone().isEmpty() || !unwired.left().isEmpty()) {
                    done.add(unwired);
                }
            } catch (DeployException refused) {
                failures.add(refused);
            }
        }
        return new Done(tool, done, strangers.of(tool, done), Wraps.of(tool), failures);
    }
}
