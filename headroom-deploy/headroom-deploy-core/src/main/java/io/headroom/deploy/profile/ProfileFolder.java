package io.headroom.deploy.profile;

import io.headroom.api.host.OperatingSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the files of a profile lie. Knows paths only.
 *
 * @param workspace the workspace, absolute
 * @param profile the profile
 */
public record ProfileFolder(Path workspace, ProfileName profile) {
    /**
     * The folders of the profiles of a workspace.
     *
     * @param workspace the workspace, absolute
     * @return the profiles that have a manifest, in name order, {@code default} first
     * @throws IOException if the folder is there and cannot be read
     */
    public static List<ProfileFolder> all(Path workspace) throws IOException {
        Path deploy = deploy(workspace);
        if (!Files.isDirectory(deploy)) {
            return List.of();
        }
        List<ProfileFolder> found = new ArrayList<>();
        try (Stream<Path> folders = Files.list(deploy)) {
            for (Path folder : (Iterable<Path>) folders::iterator) {
                ProfileName.parse(String.valueOf(folder.getFileName()))
                        .map(name -> new ProfileFolder(workspace, name))
                        .filter(ProfileFolder::exists)
                        .ifPresent(found::add);
            }
        }
        found.sort((one, other) -> {
            boolean first = one.profile.equals(ProfileName.DEFAULT);
            boolean second = other.profile.equals(ProfileName.DEFAULT);
            return first == second ? one.profile.text().compareTo(other.profile.text()) : first ? -1 : 1;
        });
        return found;
    }

    /**
     * The folder of all profiles.
     *
     * @param workspace the workspace
     * @return {@code <workspace>/deploy}
     */
    public static Path deploy(Path workspace) {
        return workspace.resolve("deploy");
    }

    /**
     * Whether there is such a profile.
     *
     * @return whether it has a manifest, readable or not
     */
    public boolean exists() {
        return Files.exists(manifest());
    }

    /**
     * The profile's own folder.
     *
     * @return an absolute path
     */
    public Path directory() {
        return deploy(workspace).resolve(profile.text());
    }

    /**
     * What is known about the profile.
     *
     * @return {@code manifest.json}
     */
    public Path manifest() {
        return directory().resolve("manifest.json");
    }

    /**
     * The copy of {@link #manifest} that every command keeps, for the day on which the file is damaged.
     *
     * @return a file beside the before-images
     */
    public Path keptManifest() {
        return directory().resolve("backup").resolve("manifest.json");
    }

    /**
     * The environment of the proxy.
     *
     * @return {@code env}
     */
    public Path env() {
        return directory().resolve("env");
    }

    /**
     * What the supervisor runs.
     *
     * @param system for which system
     * @return the script, or on Windows the argument file of the JVM
     */
    public Path run(OperatingSystem system) {
        return directory().resolve(system == OperatingSystem.WINDOWS ? "run.args" : "run-headroom.sh");
    }

    /**
     * What the scheduled check runs.
     *
     * @param system for which system
     * @return the script, or on Windows the argument file of the JVM
     */
    public Path ensure(OperatingSystem system) {
        return directory().resolve(system == OperatingSystem.WINDOWS ? "ensure.args" : "ensure-headroom.sh");
    }

    /**
     * The flag that shell blocks look for.
     *
     * @return {@code wired}
     */
    public Path wired() {
        return directory().resolve("wired");
    }

    /**
     * The flag that says that the user stopped the proxy.
     *
     * @return {@code paused}
     */
    public Path paused() {
        return directory().resolve("paused");
    }

    /**
     * The recent starts that have not come to anything yet.
     *
     * @return {@code starts.json}
     */
    public Path starts() {
        return directory().resolve("starts.json");
    }

    /**
     * Why the agent gave up.
     *
     * @return {@code failure.json}
     */
    public Path failure() {
        return directory().resolve("failure.json");
    }

    /**
     * Held by the agent that keeps the proxy's container, as long as it lives.
     *
     * @return {@code agent.lock}
     */
    public Path agentLock() {
        return directory().resolve("agent.lock");
    }

    /**
     * Held by whoever starts the proxy.
     *
     * @return {@code start.lock}
     */
    public Path startLock() {
        return directory().resolve("start.lock");
    }
}
