package io.headroom.deploy;

import io.headroom.deploy.DeployException.Kind;
import io.headroom.deploy.profile.Manifest;
import io.headroom.deploy.profile.ProfileFolder;
import io.headroom.deploy.profile.ProfileName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The profiles of a workspace. Reads only. */
final class Profiles {
    private final Path workspace;

    Profiles(Path workspace) {
        this.workspace = workspace;
    }

    ProfileFolder folder(ProfileName name) {
        return new ProfileFolder(workspace, name);
    }

    List<ProfileFolder> folders() throws DeployException {
        try {
            return ProfileFolder.all(workspace);
        } catch (IOException unreadable) {
            throw new DeployException(
                    Kind.FAILED,
                    "Cannot read " + ProfileFolder.deploy(workspace) + ": " + unreadable.getMessage() + ".",
                    unreadable);
        }
    }

    /** Those whose manifests can be read, or the copies of those that are damaged. */
    List<Profile> readable() throws DeployException {
        List<Profile> found = new ArrayList<>();
        for (ProfileFolder folder : folders()) {
            try {
                look(folder).ifPresent(seen -> found.add(seen.profile()));
            } catch (DeployException damaged) {
                // Told by list and status; it is no reason not to see the others.
                continue;
            }
        }
        return found;
    }

    /**
     * A profile as it was found.
     *
     * @param profile as its manifest tells it, or the manifest's copy
     * @param damage why the manifest cannot be used; empty if it can
     */
    record Found(Profile profile, Optional<String> damage) {
        /** What a user is told after a command that went by the copy. */
        List<String> notes() {
            return damage.map(reason -> List.of("Note: " + profile.folder().manifest() + " was damaged (" + reason
                            + "); its copy was used"))
                    .orElse(List.of());
        }
    }

    /** By the manifest, or by its copy; refused if both are damaged. */
    Optional<Found> look(ProfileFolder folder) throws DeployException {
        try {
            return Manifest.read(folder.manifest())
                    .map(manifest -> new Found(new Profile(folder, manifest), Optional.empty()));
        } catch (IOException damaged) {
            Manifest copy = copy(folder).orElseThrow(() -> damaged(folder, damaged));
            return Optional.of(new Found(new Profile(folder, copy), Optional.of(damaged.getMessage())));
        }
    }

    private static Optional<Manifest> copy(ProfileFolder folder) {
        try {
            return Manifest.read(folder.keptManifest());
        } catch (IOException damagedToo) {
            return Optional.empty();
        }
    }

    private static DeployException damaged(ProfileFolder folder, IOException why) {
        return new DeployException(
                Kind.REFUSED,
                folder.manifest() + " is damaged (" + why.getMessage() + "). Nothing was changed. "
                        + (copy(folder).isPresent()
                                ? "'headroom install stop' puts back its copy, 'headroom install remove' takes the profile"
                                        + " off the machine."
                                : "Its copy " + folder.keptManifest()
                                        + " cannot be used either; restore one of the two from a backup of this machine."),
                why);
    }

    Optional<Profile> find(ProfileName name) throws DeployException {
        ProfileFolder folder = folder(name);
        try {
            return Manifest.read(folder.manifest()).map(manifest -> new Profile(folder, manifest));
        } catch (IOException damaged) {
            throw damaged(folder, damaged);
        }
    }

    /** To look at, and for the agent, which has to go on. */
    Profile get(ProfileName name) throws DeployException {
        return found(name).profile();
    }

    Found found(ProfileName name) throws DeployException {
        Optional<Found> found = look(folder(name));
        if (found.isEmpty()) {
            throw missing(name);
        }
        return found.get();
    }

    DeployException missing(ProfileName name) throws DeployException {
        String installed =
                folders().stream().map(folder -> folder.profile().text()).collect(Collectors.joining(", "));
        return new DeployException(
                Kind.NO_PROFILE,
                "No profile '" + name + "'. "
                        + (installed.isEmpty()
                                ? "None is installed; 'headroom install apply' installs one."
                                : "Installed: " + installed + "."));
    }

    /** A profile that this version may change. */
    Profile changeable(ProfileName name) throws DeployException {
        Optional<Profile> profile = find(name);
        if (profile.isEmpty()) {
            throw missing(name);
        }
        requireOurs(profile.get());
        return profile.get();
    }

    /** The same for commands that work with a damaged manifest, too, and leave a whole one or none (D-603). */
    Found mendable(ProfileName name) throws DeployException {
        Found found = found(name);
        requireOurs(found.profile());
        return found;
    }

    static void requireOurs(Profile profile) throws DeployException {
        switch (profile.manifest().origin()) {
            case OURS -> {}
            case PYTHON ->
                throw new DeployException(
                        Kind.REFUSED,
                        "Profile '" + profile.name()
                                + "' was made by the Python Headroom; remove it there or choose --profile.");
            case NEWER ->
                throw new DeployException(
                        Kind.REFUSED,
                        "Profile '" + profile.name() + "' was made by a later version ("
                                + profile.manifest().text("created_by") + "); use that one to change it.");
        }
    }
}
