package io.headroom.cli;

import java.lang.module.ModuleDescriptor;

/** The version of this distribution. */
final class Version {
    private Version() {}

    /** What {@code --version} prints. */
    static String line() {
        return "headroom " + number();
    }

    /** The module's version; on the class path the jar's manifest has it. */
    static String number() {
        ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
        if (descriptor != null && descriptor.rawVersion().isPresent()) {
            return descriptor.rawVersion().get();
        }
        String implementation = Version.class.getPackage().getImplementationVersion();
        return implementation == null ? "development" : implementation;
    }
}
