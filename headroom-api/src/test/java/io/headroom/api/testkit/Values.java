package io.headroom.api.testkit;

import io.headroom.api.change.Change;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.Wired;
import java.nio.charset.StandardCharsets;

/** Everything that a value would write or set, as one text to search in. */
final class Values {
    private Values() {}

    static String text(Wired wired) {
        StringBuilder out = new StringBuilder(wired.environment().toString());
        for (Change change : wired.changes()) {
            out.append('\n').append(text(change));
        }
        return out.toString();
    }

    static String text(Launch launch) {
        return launch.argumentsBefore() + "\n" + launch.environment() + "\n"
                + launch.instructions().orElse("");
    }

    private static String text(Change change) {
        return change instanceof Change.OwnFile file
                ? new String(file.content().bytes(), StandardCharsets.UTF_8)
                : change.toString();
    }
}
