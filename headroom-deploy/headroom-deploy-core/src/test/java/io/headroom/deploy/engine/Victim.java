package io.headroom.deploy.engine;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.deploy.file.Steps;
import io.headroom.deploy.testkit.DiskHost;
import io.headroom.deploy.testkit.EngineProfile;
import io.headroom.deploy.testkit.PlainEditors;
import java.nio.file.Path;
import java.util.List;

/** A process that applies or removes a profile and ends at a step as {@code kill -9} would end it: nothing more of it runs. */
final class Victim {
    /** What {@code kill -9} gives. */
    static final int KILLED = 137;

    private Victim() {}

    /** Arguments: home, command, the step at which to die. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        int[] left = {Integer.parseInt(arguments[2])};
        Steps steps = what -> {
            left[0]--;
            if (left[0] == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        EngineProfile profile = profile(home, steps);
        if (arguments[1].equals("apply")) {
            profile.apply(everything(home));
        } else {
            profile.remove();
        }
    }

    static EngineProfile profile(Path home, Steps steps) {
        return new EngineProfile(new DiskHost(home), "p", PlainEditors.all(), steps);
    }

    /** A file of its own, a command, an edit of a file with two names (written in place) and one through a link. */
    static List<Change> everything(Path home) {
        Changes changes = new Changes("p");
        return List.of(
                changes.own("script", home.resolve("run/me.sh"), "#!/bin/sh\n"),
                changes.command("bell", home.resolve("bell")),
                changes.json("twice", home.resolve("twice"), DocumentEdit.set("/url", "proxy")),
                changes.block("rc", home.resolve(".shrc"), "export URL=proxy"));
    }
}
