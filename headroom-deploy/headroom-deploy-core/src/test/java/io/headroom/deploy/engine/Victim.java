package io.headroom.deploy.engine;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.testkit.host.LinuxHost;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A process that applies or removes a profile and ends at a step as {@code kill -9} would end it: nothing more of it runs. */
final class Victim {
    /** What {@code kill -9} gives. */
    static final int KILLED = 137;

    private Victim() {}

    /** Arguments: home, command, the step at which to die, the profile. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int[] left = {Integer.parseInt(arguments[2])};
        Steps steps = what -> {
            left[0]--;
            if (left[0] == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        EngineProfile profile = new EngineProfile(LinuxHost.at(home), arguments[3], PlainEditors.all(), steps);
        if (arguments[1].equals("apply")) {
            profile.apply(everything(home, arguments[3]));
        } else {
            profile.remove();
        }
    }

    static EngineProfile profile(Path home, Steps steps) {
        return new EngineProfile(LinuxHost.at(home), "p", PlainEditors.all(), steps);
    }

    /** A file of its own, a command, an edit of a file with two names (written in place) and one through a link. */
    static List<Change> everything(Path home, String name) {
        Changes changes = new Changes(name);
        return List.of(
                changes.own("script", home.resolve("run/" + name + ".sh"), "#!/bin/sh\n"),
                changes.command("bell", home.resolve("bell")),
                changes.json("twice", home.resolve("twice"), DocumentEdit.set("/url", "proxy")),
                changes.block("rc", home.resolve(".shrc"), "export URL=proxy"));
    }

    static Process start(Path home, String command, int at, String name, Path log) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        ClassPath.ofTests(),
                        Victim.class.getName(),
                        home.toString(),
                        command,
                        Integer.toString(at),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
