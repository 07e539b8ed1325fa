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

    /** Whether its proxy runs in a container. */
    boolean inContainer() {
        return manifest.runtime().equals("docker");
    }

    /** Whether that container is kept by our agent, and the agent by a supervisor, instead of the engine keeping both. */
    boolean hasContainerOfAgent() {
        return inContainer() && preset() != Preset.PERSISTENT_DOCKER;
    }

    String url() {
        return "http://127.0.0.1:" + manifest.port();
    }

    /** The words that go behind a command to mean this profile. */
    String option() {
        return name().equals("default") ? "" : " --profile " + name();
    }

    /** The command that does something to this profile, as its user would type it; on Windows in a terminal opened as administrator. */
    String command(String verb) {
        boolean sudo = manifest.scope() == Scope.SYSTEM
                && !manifest.text("supervisor_id").equals("taskscheduler");
        return (sudo ? "sudo " : "") + "headroom install " + verb + option();
    }

    boolean keepsWiring() {
        return manifest.fields().isTrue("keep_wiring");
    }

    Profile with(Manifest other) {
        return new Profile(folder, other);
    }
}
