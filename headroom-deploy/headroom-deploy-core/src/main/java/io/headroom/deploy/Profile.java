package io.headroom.deploy;

import io.headroom.api.provider.Scope;
import io.headroom.api.supervise.Preset;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;

/**
 * A profile that is there.
 *
 * @param folder where it lies
 * @param manifest what is known about it
 */
record Profile(ProfileFolder folder, Manifest manifest) {
    String name() {
        return folder.profile().text();
    }

    Preset preset() {
        return manifest.preset().orElse(Preset.PERSISTENT_SERVICE);
    }

    String url() {
        return "http://127.0.0.1:" + manifest.port();
    }

    /** The words that go behind a command to mean this profile. */
    String option() {
        return name().equals("default") ? "" : " --profile " + name();
    }

    /** The command that does something to this profile, as its user would type it. */
    String command(String verb) {
        return (manifest.scope() == Scope.SYSTEM ? "sudo " : "") + "headroom install " + verb + option();
    }

    boolean keepsWiring() {
        return manifest.fields().isTrue("keep_wiring");
    }

    Profile with(Manifest other) {
        return new Profile(folder, other);
    }
}
