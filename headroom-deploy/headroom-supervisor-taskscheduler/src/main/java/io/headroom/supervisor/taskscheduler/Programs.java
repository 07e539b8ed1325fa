package io.headroom.supervisor.taskscheduler;

import io.headroom.api.host.Host;

/** Where Windows has its programs: shells of other systems bring a {@code whoami} of their own. */
final class Programs {
    private Programs() {}

    static String of(String name, Host host) {
        return host.variable("SystemRoot")
                .map(root -> root + "\\System32\\" + name + ".exe")
                .orElse(name);
    }
}
