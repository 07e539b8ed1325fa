package io.headroom.deploy.host;

import io.headroom.api.host.Host;
import java.nio.file.Path;

/** The folder for what all accounts of a machine must see (D-504). */
public final class MachineFolder {
    private MachineFolder() {}

    /**
     * Where it is.
     *
     * @param host which machine
     * @return an absolute path; it need not exist
     */
    public static Path of(Host host) {
        return switch (host.operatingSystem()) {
            case LINUX -> host.path("/var/lib/headroom");
            case MACOS -> host.path("/Library/Application Support/Headroom");
            case WINDOWS ->
                host.path(host.variable("ProgramData").orElse("C:\\ProgramData"))
                        .resolve("Headroom");
        };
    }
}
