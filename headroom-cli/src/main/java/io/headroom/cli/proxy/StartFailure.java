package io.headroom.cli.proxy;

import io.headroom.cli.console.ExitCode;
import io.headroom.cli.console.Failure;
import io.headroom.proxy.ProxyStartException;

/** A proxy that could not be started, with the reason for whoever decides whether to try again. */
public final class StartFailure extends Failure {
    private static final long serialVersionUID = 1L;

    private final ProxyStartException.Reason reason;

    StartFailure(ProxyStartException.Reason reason, ExitCode code, String message, ProxyStartException cause) {
        super(code, message, cause);
        this.reason = reason;
    }

    /** Why. */
    public ProxyStartException.Reason reason() {
        return reason;
    }
}
