package io.headroom.api.supervise;

import java.util.Locale;

/** The ways in which a deployment is kept alive. */
public enum Preset {
    /** A service that the operating system starts and restarts. */
    PERSISTENT_SERVICE,
    /** A process that a scheduled check starts when it is missing. */
    PERSISTENT_TASK,
    /** A container with a restart policy. */
    PERSISTENT_DOCKER;

    /**
     * The spelling used on the command line and in manifests.
     *
     * @return for example {@code persistent-service}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
