package io.headroom.supervisor.systemd;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.host.Account;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.supervise.ServiceSpec;
import java.nio.file.Path;

/**
 * Lets an account's manager run from boot on, with nobody logged in; see {@code loginctl(1)}. A mark in the workspace says that we asked
 * for it, and the mark is followed only when no other unit of ours is left that needs it.
 */
final class Linger {
    private static final String STATE = "/var/lib/systemd/linger/";

    // Enabling starts the account's manager where there was none; what comes next in the plan talks to it.
    private static final String ENABLE = """
            if [ ! -e "$1" ]; then
                loginctl --no-ask-password enable-linger "$2" || exit
                mkdir -p "${3%/*}" && : > "$3" || exit
            fi
            for i in 1 2 3 4 5 6 7 8 9 10; do
                case $($systemctl is-system-running) in running|degraded|starting) exit 0 ;; esac
                sleep 0.5
            done
            echo "The user manager of $2 does not answer." >&2
            exit 1
            """;

    private static final String DISABLE = """
            loginctl --no-ask-password disable-linger "$2" && rm -f "$3"
            """;

    private static final String PROBE = """
            [ -e "$1" ] && [ -e "$3" ] || exit 1
            for unit in "$4"/*.wants/headroom-*; do
                if [ -h "$unit" ]; then exit 1; fi
            done
            """;

    private final Host host;
    private final Manager manager;

    Linger(Host host, Manager manager) {
        this.host = host;
        this.manager = manager;
    }

    /** Whether this account may have it, whether or not it has it now: so the plan of an installed deployment is the plan that made it. */
    boolean allowed() {
        if (host.account().privilege() == Account.Privilege.ADMINISTRATOR) {
            return host.query(CommandLine.of("loginctl", "list-users")).succeeded();
        }
        return host.query(CommandLine.of(
                        "/bin/sh",
                        "-c",
                        "exec pkcheck --action-id org.freedesktop.login1.set-self-linger --process $$"))
                .succeeded();
    }

    /** Whether it is so now. */
    boolean enabled() {
        return host.query(CommandLine.of("test", "-e", STATE + account())).succeeded();
    }

    Change change(ServiceSpec spec, Path units) {
        Path mark = host.workspace().resolve("deploy").resolve("linger");
        String[] arguments = {STATE + account(), account(), mark.toString(), units.toString()};
        return new Change.Command(
                ChangeInfo.supervisor(
                        spec.profile(),
                        SystemdSupervisor.ID,
                        "linger",
                        "lets the services of " + account() + " run from boot on, with nobody logged in"),
                manager.script(ENABLE, arguments),
                manager.script(DISABLE, arguments),
                manager.script(PROBE, arguments));
    }

    String account() {
        return host.account().name();
    }
}
