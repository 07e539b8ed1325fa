package io.headroom.cli.console;

import java.lang.module.ModuleDescriptor;

/** The version of this distribution. */
public final class Version {
    private Version() {}

    /** What {@code --version} prints. */
    public static String line() {
        return "headroom " + number();
    }

    /** The module's version; on the class path the jar's manifest has it. */
    public static String number() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        if (descriptor != null && descriptor.rawVersion().isPresent()) {
            return descriptor.rawVersion().get();
        }
        String implementation = Version.class.getPackage().getImplementationVersion();
        return implementation == null ? "development" : implementation;
    }
}
