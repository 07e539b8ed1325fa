package io.headroom.deploy;

import java.util.List;

/**
 * What preflight found.
 *
 * @param kind what it means for the command
 * @param text the sentence for the user
 */
record Problem(DeployException.Kind kind, String text) {
    /** Everything at once; the worst kind decides, and missing rights only if they alone are missing. */
    static void refuse(List<Problem> problems) throws DeployException {
        if (problems.isEmpty()) {
            return;
        }
        throw new DeployException(
                kind(problems), problems.stream().map(Problem::text).distinct().toList());
    }

    static DeployException.Kind kind(List<Problem> problems) {
        for (DeployException.Kind kind :
                List.of(DeployException.Kind.USAGE, DeployException.Kind.REFUSED, DeployException.Kind.RIGHTS)) {
            if (problems.stream().anyMatch(problem -> problem.kind() == kind)) {
                return kind;
            }
        }
        return DeployException.Kind.REFUSED;
    }
}
