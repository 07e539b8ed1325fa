package io.headroom.cli.install;

import io.headroom.deploy.DeployException;
import io.headroom.deploy.profile.ProfileName;
import picocli.CommandLine.Option;

/** Which profile is meant. */
final class Target {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "The profile. Default: default.")
    private String profile = "default";

    ProfileName name() throws DeployException {
        return parse(profile);
    }

    /** The text that was given, valid or not. */
    String text() {
        return profile;
    }

    static ProfileName parse(String text) throws DeployException {
        try {
            return new ProfileName(text);
        } catch (IllegalArgumentException wrong) {
            throw new DeployException(DeployException.Kind.USAGE, wrong.getMessage(), wrong);
        }
    }
}
