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

    /** Those whose manifests can be read. */
    List<Profile> readable() throws DeployException {
        List<Profile> found = new ArrayList<>();
        for (ProfileFolder folder : folders()) {
            try {
                Manifest.read(folder.manifest()).ifPresent(manifest -> found.add(new Profile(folder, manifest)));
            } catch (IOException damaged) {
                // Told by list and status; it is no reason not to see the others.
                continue;
            }
        }
        return found;
    }

    Optional<Profile> find(ProfileName name) throws DeployException {
        ProfileFolder folder = folder(name);
        try {
            return Manifest.read(folder.manifest()).map(manifest -> new Profile(folder, manifest));
        } catch (IOException damaged) {
            throw new DeployException(Kind.FAILED, damaged.getMessage() + ".", damaged);
        }
    }

    Profile get(ProfileName name) throws DeployException {
        Optional<Profile> found = find(name);
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
        Profile profile = get(name);
        requireOurs(profile);
        return profile;
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
