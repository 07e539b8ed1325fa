package io.headroom.api.supervise;

import io.headroom.api.change.Change;
import java.util.List;

/**
 * What a supervisor needs on the machine.
 *
 * @param changes what should be so
 * @param degraded what the user gets less than was asked for
 */
public record ServicePlan(List<Change> changes, List<Degradation> degraded) {
    public ServicePlan {
        changes = List.copyOf(changes);
        degraded = List.copyOf(degraded);
    }

    /**
     * Something that a supervisor cannot do on this host.
     *
     * @param code stable, for scripts, such as {@code login-only}
     * @param text what that means, in one sentence
     */
    public record Degradation(String code, String text) {}
}
