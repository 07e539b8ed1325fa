package io.headroom.cli.install;

import io.headroom.cli.console.Console;
import io.headroom.cli.console.Distribution;
import io.headroom.cli.console.Version;
import io.headroom.deploy.DeployException;
import io.headroom.deploy.Parts;
import io.headroom.deploy.profile.Launcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the command and the Java runtime that will still be there tomorrow (D-306). */
final class LocalLauncher implements Parts.LauncherFinder {
    private static final List<String> SHIMS =
            List.of("/.sdkman/", "/.jenv/", "/.asdf/", "/mise/", "/.jabba/", "/.jbang/", "/shims/");

    private final Console console;

    LocalLauncher(Console console) {
        this.console = console;
    }

    @Override
    public Launcher find() throws DeployException {
        Optional<Distribution> distribution = Distribution.current();
        if (distribution.isEmpty()) {
            throw new DeployException(
                    DeployException.Kind.REFUSED,
                    "This Headroom does not run from an unpacked distribution, so there is no command that a service could"
                            + " start. Unpack one and run its bin/headroom.");
        }
        Path program = distribution.get().launcher(console.environment());
        Path java = java();
        List<String> notes = new ArrayList<>();
        note(program, "the headroom command", notes);
        note(java, "the Java runtime", notes);
        return new Launcher(program, java, Version.number(), notes);
    }

    private Path java() {
        Map<String, String> environment = console.environment();
        String named = environment.getOrDefault("JAVA_HOME", "");
        Path home = named.isEmpty() ? Path.of(System.getProperty("java.home")) : Path.of(named);
        return Files.isDirectory(home.resolve("bin"))
                ? home.toAbsolutePath()
                : Path.of(System.getProperty("java.home")).toAbsolutePath();
    }

    private static void note(Path path, String what, List<String> notes) {
        String text = path.toString().replace('\\', '/');
        if (path.startsWith(Path.of(System.getProperty("java.io.tmpdir")))) {
            notes.add(what + " lies in a temporary folder (" + path + "); the service ends with it");
        } else if (SHIMS.stream().anyMatch(text::contains)) {
            notes.add(what + " belongs to a version manager (" + path
                    + "); after an upgrade there run headroom install apply again");
        }
    }
}
