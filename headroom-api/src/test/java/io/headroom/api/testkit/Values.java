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
        StringBuilder out = new StringBuilder(launch.arguments() + "\n" + launch.environment());
        launch.files()
                .values()
                .forEach(content -> out.append('\n').append(new String(content.bytes(), StandardCharsets.UTF_8)));
        return out.append('\n').append(launch.instructions().orElse("")).toString();
    }

    private static String text(Change change) {
        return change instanceof Change.OwnFile file
                ? new String(file.content().bytes(), StandardCharsets.UTF_8)
                : change.toString();
    }
}
