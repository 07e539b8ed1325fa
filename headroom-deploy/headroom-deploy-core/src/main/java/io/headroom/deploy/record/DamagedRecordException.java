package io.headroom.deploy.record;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Thrown when something that we wrote down cannot be read any more. */
public final class DamagedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is missing or wrong
     * @param cause why, if something was thrown
     */
    public DamagedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
