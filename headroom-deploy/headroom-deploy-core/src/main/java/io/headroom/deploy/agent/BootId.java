package io.headroom.deploy.agent;

import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Files;

/** Which run of the machine it is: what was given up may be tried once more after the next boot. */
public final class BootId {
    private BootId() {}

    /**
     * Asks the system.
     *
     * @param host which machine
     * @return a text that differs from boot to boot; empty if the system does not tell
     */
    public static String of(Host host) {
        return switch (host.operatingSystem()) {
            case LINUX -> linux(host);
            case MACOS ->
                host.query(CommandLine.of("sysctl", "-n", "kern.boottime"))
                        .output()
                        .strip();
            case WINDOWS -> "";
        };
    }

    /** See random(4). */
    private static String linux(Host host) {
        try {
            return Files.readString(host.path("/proc/sys/kernel/random/boot_id"))
                    .strip();
        } catch (IOException unknown) {
            return "";
        }
    }
}
