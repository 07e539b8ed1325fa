package io.headroom.deploy.engine;

import io.headroom.deploy.file.Steps;

/** Lets a process die at a step, as far as that can be done without one: nothing after the step happens but what {@code finally} does. */
final class Death implements Steps {
    private final int at;
    private int reached;

    Death(int at) {
        this.at = at;
    }

    static Death never() {
        return new Death(Integer.MAX_VALUE);
    }

    int reached() {
        return reached;
    }

    @Override
    public void reach(String what) {
        reached++;
        if (reached >= at) {
            throw new Died(what);
        }
    }

    /** Not an exception that anything would handle. */
    static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died(String what) {
            super("died before: " + what);
        }
    }
}
