package io.headroom.api.host;

/** The families of operating systems that differ for us. */
public enum OperatingSystem {
    /** Any Linux. */
    LINUX,
    /** macOS. */
    MACOS,
    /** Windows. */
    WINDOWS
}
