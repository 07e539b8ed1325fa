package io.headroom.api.testkit.host;

import com.google.common.jimfs.Configuration;
import io.headroom.api.host.OperatingSystem;

/** The machines that a {@link FakeHost} can be. */
public enum Machine {
    /** A Linux with a plain home. */
    LINUX(OperatingSystem.LINUX, "/home/ada", "/usr/bin", "/"),
    /** A Linux whose home has blanks, quotes, a dollar, a percent sign and an umlaut. */
    LINUX_ODD_HOME(OperatingSystem.LINUX, "/home/Ada L\u00F6we's $1 100%", "/usr/bin", "/"),
    /** A Mac. */
    MACOS(OperatingSystem.MACOS, "/Users/ada", "/usr/local/bin", "/"),
    /** A Windows. */
    WINDOWS(OperatingSystem.WINDOWS, "C:\\Users\\ada", "C:\\Program Files\\Tools", "C:\\");

    private final OperatingSystem system;
    private final String home;
    private final String programs;
    private final String root;

    Machine(OperatingSystem system, String home, String programs, String root) {
        this.system = system;
        this.home = home;
        this.programs = programs;
        this.root = root;
    }

    /**
     * The operating system.
     *
     * @return its family
     */
    public OperatingSystem system() {
        return system;
    }

    String home() {
        return home;
    }

    String programs() {
        return programs;
    }

    String root() {
        return root;
    }

    Configuration fileSystem() {
        Configuration base = switch (system) {
            case LINUX -> Configuration.unix();
            case MACOS -> Configuration.osX();
            case WINDOWS -> Configuration.windows();
        };
        return base.toBuilder()
                .setAttributeViews("basic", system == OperatingSystem.WINDOWS ? "dos" : "posix")
                .setWorkingDirectory(system == OperatingSystem.WINDOWS ? "C:\\work" : "/work")
                .build();
    }
}
