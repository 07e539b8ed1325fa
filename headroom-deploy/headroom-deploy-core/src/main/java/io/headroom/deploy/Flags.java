package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import java.nio.file.Path;

/** Where the flags of a profile are, and the machine's folder for what other accounts must see. */
final class Flags {
    private Flags() {}

    /** The flag that shell blocks look for; in the scope of the machine, where every account sees it. */
    static Path wired(Profile profile, Host host) {
        return profile.manifest().scope() == Scope.SYSTEM
                ? machine(host).resolve(profile.name()).resolve("wired")
                : profile.folder().wired();
    }

    /** The machine's folder (D-504). */
    static Path machine(Host host) {
        return switch (host.operatingSystem()) {
            case LINUX -> host.path("/var/lib/headroom");
            case MACOS -> host.path("/Library/Application Support/Headroom");
            case WINDOWS ->
                host.path(host.variable("ProgramData").orElse("C:\\ProgramData"))
                        .resolve("Headroom");
        };
    }
}
