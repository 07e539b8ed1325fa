package io.headroom.deploy;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo.Phase;
import io.headroom.deploy.change.MadeChange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells the wiring that looks for the flag file itself, as shell blocks do, from the wiring that has to be taken away while the proxy is
 * stopped.
 */
final class WiringFlag {
    private final String flag;

    WiringFlag(Path flag) {
        this.flag = flag.toString();
    }

    boolean mustGo(MadeChange made) {
        return made.change().info().phase() == Phase.WIRING
                && made.state() == MadeChange.State.MADE
                && !looksForFlag(made.change());
    }

    private boolean looksForFlag(Change change) {
        if (change instanceof Change.BlockEdit block) {
            return block.lines().stream().anyMatch(line -> line.contains(flag));
        }
        return change instanceof Change.OwnFile file
                && new String(file.content().bytes(), StandardCharsets.UTF_8).contains(flag);
    }
}
