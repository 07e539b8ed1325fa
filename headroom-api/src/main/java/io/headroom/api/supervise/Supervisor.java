package io.headroom.api.supervise;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import java.util.List;
import java.util.Optional;

/**
 * Knows one service manager. It describes what the manager needs as changes, which the engine makes and undoes, and it alone talks to
 * the manager about starting and stopping. Found with {@link java.util.ServiceLoader}, thread-safe, without state.
 *
 * <p>{@code preflight}, {@code plan} and {@code state} change nothing. {@code start}, {@code stop} and {@code restart} succeed when the service already is
 * as asked, and return once the manager has confirmed it, within a limit of their own; only the identity check proves the proxy itself.
 *
 * <p>An implementation extends {@code io.headroom.api.testkit.SupervisorContract} of this module's test artifact in its own tests.
 */
public interface Supervisor {
    /**
     * The id by which manifests and users name this supervisor.
     *
     * @return for example {@code systemd}
     */
    String id();

    /**
     * The place in the order in which supervisors are asked; the first that supports a preset is taken.
     *
     * @return the place; lower is earlier, ties go by id
     */
    default int precedence() {
        return 500;
    }

    /**
     * Whether this supervisor can serve a preset here, in whichever scope. Asks the host read-only.
     *
     * @param host where
     * @param preset how the deployment is to be kept alive
     * @return the verdict with its reason
     */
    Support supports(Host host, Preset preset);

    /**
     * Whether this supervisor can serve a preset here in one scope. A machine often has one manager for itself and one for each account, of
     * which one may be missing. Asks the host read-only.
     *
     * @param host where
     * @param preset how the deployment is to be kept alive
     * @param scope for the account or for the machine
     * @return the verdict with its reason; unless overridden, that of {@link #supports(Host, Preset)}
     */
    default Support supports(Host host, Preset preset, Scope scope) {
        return supports(host, preset);
    }

    /**
     * Looks for what would make this very service impossible here, so that it is said before anything is changed. Asks the host
     * read-only.
     *
     * @param spec what to keep running
     * @param host where
     * @return everything that is in the way, in the order of finding; empty if nothing is known to be
     */
    default List<Refusal> preflight(ServiceSpec spec, Host host) {
        return List.of();
    }

    /**
     * Describes what the manager needs. A function of its arguments and of what the host answers.
     *
     * @param spec what to keep running
     * @param host where
     * @return the plan
     */
    ServicePlan plan(ServiceSpec spec, Host host);

    /**
     * How the service runs in the foreground of a program that another supervisor keeps running. Then this supervisor is asked for everything
     * but to start and restart it, with specifications of other presets than its own.
     *
     * @return how; empty if it cannot
     */
    default Optional<Foreground> foreground() {
        return Optional.empty();
    }

    /**
     * Starts the service.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer
     */
    void start(ServiceSpec spec, Host host) throws SupervisorException;

    /**
     * Starts the service for its watchdog, without a user behind it. Other than {@link #start} it overrides nothing that the user
     * decided in the manager itself; what stands in the way then is what the exception says.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer, or the user switched the service off there
     */
    default void revive(ServiceSpec spec, Host host) throws SupervisorException {
        start(spec, host);
    }

    /**
     * Keeps the manager from starting the service again, called by the supervised process itself right before it ends because it gives
     * up. Only {@link #start} brings it back. There is nothing to do where an exit code says it all.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer
     */
    default void keepDown(ServiceSpec spec, Host host) throws SupervisorException {}

    /**
     * Called once the identity check has proven the proxy that {@code start} or {@code restart} brought up. What was kept for the way back
     * can go now; before that, {@code stop}, and {@code start} with the former specification, bring it back.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer; the service runs nevertheless
     */
    default void proven(ServiceSpec spec, Host host) throws SupervisorException {}

    /**
     * Stops the service, so that it stays stopped until it is started again, over logout and reboot.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer
     */
    void stop(ServiceSpec spec, Host host) throws SupervisorException;

    /**
     * Stops and starts the service.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer
     */
    void restart(ServiceSpec spec, Host host) throws SupervisorException;

    /**
     * Removes what undoing the plan leaves, since the user's data are in it. Called after the plan was undone, and only if the user has
     * asked for it; there may be nothing left.
     *
     * @param spec what was planned
     * @param host where
     * @throws SupervisorException if the manager refuses or does not answer
     */
    default void purge(ServiceSpec spec, Host host) throws SupervisorException {}

    /**
     * Asks the manager.
     *
     * @param spec what was planned
     * @param host where
     * @return what it says
     */
    ServiceState state(ServiceSpec spec, Host host);
}
