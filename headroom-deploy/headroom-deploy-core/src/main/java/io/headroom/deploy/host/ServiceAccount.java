package io.headroom.deploy.host;

import java.nio.file.Path;

/**
 * An account whose home counts where root installs or changes a profile of the machine.
 *
 * @param name its name
 * @param home its home, absolute
 */
public record ServiceAccount(String name, Path home) {}
