package io.headroom.api.plugin;

import java.nio.file.Path;

/** Runs in a JVM of its own, without modules, and prints what the loader found. */
final class ClassPathProbe {
    private ClassPathProbe() {}

    public static void main(String[] args) {
        System.out.println(Plugins.class.getModule().isNamed());
        try (Plugins plugins = PluginSource.of(ClassPathProbe.class.getClassLoader(), Path.of(args[0]))
                .open()) {
            plugins.reports().forEach(report -> System.out.println(report.name() + " " + report.status()));
        }
    }
}
