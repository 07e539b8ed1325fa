package io.headroom.deploy.engine;

import java.nio.file.Path;

/**
 * Where a profile keeps what it needs to undo its changes.
 *
 * @param profile the profile's name
 * @param home the account's home: what is below it is shared by the account's profiles, the rest by the machine's
 * @param shared {@code <ws>/deploy}
 * @param machine the machine's folder (D-504) with the scope system, else {@code shared}
 */
public record Folders(String profile, Path home, Path shared, Path machine) {
    /**
     * The folders of a profile of an account.
     *
     * @param profile the profile's name
     * @param home the account's home
     * @param workspace the account's workspace
     * @return the folders
     */
    public static Folders of(String profile, Path home, Path workspace) {
        Path shared = workspace.resolve("deploy");
        return new Folders(profile, home, shared, shared);
    }

    /**
     * These folders for a profile of the scope system.
     *
     * @param folder the machine's folder, such as {@code /var/lib/headroom}
     * @return a copy
     */
    public Folders withMachine(Path folder) {
        return new Folders(profile, home, shared, folder);
    }

    /**
     * The profile's own folder, {@code <pd>}.
     *
     * @return its path
     */
    public Path own() {
        return shared.resolve(profile);
    }
}
