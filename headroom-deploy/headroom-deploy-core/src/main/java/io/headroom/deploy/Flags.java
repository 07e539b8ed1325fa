package io.headroom.deploy;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Scope;
import io.headroom.deploy.file.Belongings;
import io.headroom.deploy.host.MachineFolder;
import java.io.IOException;
import java.nio.file.Path;

/** Where the flags of a profile are, and the machine's folder for what other accounts must see. */
final class Flags {
    private Flags() {}

    /** The flag that shell blocks look for; in the scope of the machine, where every account sees it. */
    static Path wired(Profile profile, Host host) {
        return profile.manifest().scope() == Scope.SYSTEM
                ? machine(profile, host).resolve("wired")
                : profile.folder().wired();
    }

    /** The profile's part of it. */
    static Path machine(Profile profile, Host host) {
        return MachineFolder.of(host).resolve(profile.name());
    }

    /**
     * Gives the profile's part to the account that the proxy runs as, whose agent takes the flag away when it gives up. All that others do
     * with the flag is to see whether it is there.
     */
    static void handOver(Profile profile, Host host) throws IOException {
        if (profile.manifest().scope() == Scope.SYSTEM) {
            new Belongings(host).inherit(profile.folder().directory(), machine(profile, host));
        }
    }
}
