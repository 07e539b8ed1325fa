package io.headroom.supervisor.systemd;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;

/** Says what can be done on a Linux where systemd does not answer. */
final class NoManager {
    private static final String WSL =
            " On WSL systemd runs after 'wsl --shutdown' if /etc/wsl.conf says [boot] systemd=true.";

    private final Host host;

    NoManager(Host host) {
        this.host = host;
    }

    String reason(Scope scope) {
        boolean cron = host.executable("crontab").isPresent();
        String whose = scope == Scope.SYSTEM
                ? "No service manager on this machine (systemd does not answer"
                : "No service manager for this user (systemd --user does not answer";
        String advice = cron
                ? "). Use --preset persistent-task, which runs under cron."
                : ", no crontab). Use --preset persistent-docker, or 'headroom wrap'.";
        return whose + advice + (host.variable("WSL_DISTRO_NAME").isPresent() ? WSL : "");
    }
}
