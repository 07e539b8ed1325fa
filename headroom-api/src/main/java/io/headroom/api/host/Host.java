package io.headroom.api.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The machine and the account that a plugin works for. Home directory, environment, operating system, file system, processes and clock
 * reach a plugin only through here. Files are read with {@link java.nio.file.Files} on paths that come from here, which may belong to a
 * file system in memory; plugins never write one.
 *
 * <p>Thread-safe.
 */
public interface Host {
    /**
     * The operating system.
     *
     * @return its family
     */
    OperatingSystem operatingSystem();

    /**
     * The account that tools and service run as.
     *
     * @return the account
     */
    Account account();

    /**
     * The account's home directory.
     *
     * @return an absolute path
     */
    Path home();

    /**
     * The folder that the user works in, where tools look for a project's configuration.
     *
     * @return an absolute path; by default the working directory of {@link #home()}'s file system
     */
    default Path workingDirectory() {
        return home().getFileSystem().getPath("").toAbsolutePath();
    }

    /**
     * Headroom's workspace, {@code HEADROOM_WORKSPACE_DIR}.
     *
     * @return an absolute path
     */
    Path workspace();

    /**
     * A path on the file system of this host.
     *
     * @param absolute an absolute path in the host's own notation
     * @return the path
     */
    Path path(String absolute);

    /**
     * An environment variable.
     *
     * @param name its name
     * @return its value; empty if it is not set
     */
    Optional<String> variable(String name);

    /**
     * Looks a program up on the search path.
     *
     * @param name a program's name, without a directory
     * @return where it is
     */
    Optional<Path> executable(String name);

    /**
     * Runs a command that changes nothing.
     *
     * @param command the command
     * @return how it ended
     */
    CommandResult query(CommandLine command);

    /**
     * Runs a command that may change something. Only supervisors do, in {@code start}, {@code stop} and {@code restart}.
     *
     * @param command the command
     * @return how it ended
     */
    CommandResult run(CommandLine command);

    /**
     * The time.
     *
     * @return now
     */
    Instant now();

    /**
     * Waits.
     *
     * @param time how long
     */
    void pause(Duration time);
}
