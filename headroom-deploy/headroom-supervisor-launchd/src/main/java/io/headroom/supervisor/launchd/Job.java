package io.headroom.supervisor.launchd;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;

/**
 * The names of one job of launchd: agents of an account live in the domain of its graphical session, daemons in that of the system.
 *
 * @param domain {@code gui/<uid>} or {@code system}
 * @param label the job's name within the domain
 * @param plist the file that describes it
 */
record Job(String domain, String label, Path plist) {
    private static final String WATCHDOG_SUFFIX = ".ensure";

    /** The job that runs the proxy. */
    static Job runner(ServiceSpec spec, Host host) {
        return named(label(spec.profile()), spec, host);
    }

    /** The job that looks every few minutes whether the proxy is there. */
    static Job watchdog(ServiceSpec spec, Host host) {
        return named(label(spec.profile()) + WATCHDOG_SUFFIX, spec, host);
    }

    /** Whether the runner of this profile would have the name of another profile's watchdog. */
    static boolean isNamedLikeAWatchdog(String profile) {
        return profile.endsWith(WATCHDOG_SUFFIX);
    }

    private static String label(String profile) {
        return "com.headroom." + profile;
    }

    private static Job named(String label, ServiceSpec spec, Host host) {
        return new Job(domain(spec.scope(), host), label, folder(spec.scope(), host).resolve(label + ".plist"));
    }

    /** The domain of a scope. */
    static String domain(Scope scope, Host host) {
        return scope == Scope.SYSTEM
                ? "system"
                : "gui/" + host.account().uid().orElseThrow(() -> new IllegalStateException("an account without a uid"));
    }

    /** The folder that launchd reads when the domain comes up. */
    static Path folder(Scope scope, Host host) {
        return scope == Scope.SYSTEM
                ? host.path("/Library/LaunchDaemons")
                : host.home().resolve("Library").resolve("LaunchAgents");
    }

    /** How launchctl names it. */
    String target() {
        return domain + "/" + label;
    }
}
