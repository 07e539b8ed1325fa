package io.headroom.proxy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A proxy could not be started. It left nothing behind. */
public final class ProxyStartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why it could not be started. */
    public enum Reason {
        /** Somebody else listens on the port. */
        PORT_IN_USE,
        /** The system does not allow it. */
        PERMISSION,
        /** This machine does not have the address. */
        ADDRESS,
        /** An upstream is the proxy itself. */
        UPSTREAM_LOOP,
        /** Something else, such as too many open files. */
        OTHER
    }

    private final Reason reason;

    /**
     * Creates the exception.
     *
     * @param reason why
     * @param message the same in words, with the address
     * @param cause what was thrown below, if anything
     */
    public ProxyStartException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why it could not be started.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
