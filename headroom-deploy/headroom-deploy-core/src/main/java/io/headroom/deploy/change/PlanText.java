package io.headroom.deploy.change;

import java.util.List;

/** A plan for a terminal (D-203): a sentence for each change, and what it does to a file. No secret is shown. Thread-safe. */
public final class PlanText {
    /**
     * Shows a plan.
     *
     * @param plan the plan
     * @return its lines
     */
    public List<String> lines(Plan plan) {
        throw new UnsupportedOperationException();
    }
}
