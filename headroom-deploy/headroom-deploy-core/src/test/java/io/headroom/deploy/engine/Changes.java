package io.headroom.deploy.engine;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.api.host.CommandLine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Changes for tests, with short names. */
final class Changes {
    private final String profile;

    Changes(String profile) {
        this.profile = profile;
    }

    Change own(String id, Path path, String text) {
        return new Change.OwnFile(runtime(id), path, FileContent.of(text), OptionalInt.of(0600));
    }

    Change folder(String id, Path path) {
        return new Change.OwnDirectory(runtime(id), path, OptionalInt.of(0700));
    }

    Change json(String id, Path path, DocumentEdit... edits) {
        return new Change.JsonEdit(wiring(id), path, Change.JsonSyntax.JSONC, List.of(edits));
    }

    Change block(String id, Path path, String... lines) {
        return new Change.BlockEdit(wiring(id), path, profile, Arrays.asList(lines), Change.BlockEdit.Place.END);
    }

    Change command(String id, Path flag) {
        return new Change.Command(
                ChangeInfo.supervisor(profile, "bell", id, "Rings the bell"),
                CommandLine.of("touch", flag.toString()),
                CommandLine.of("rm", "-f", flag.toString()),
                CommandLine.of("test", "-e", flag.toString()));
    }

    Change variable(String id, String name, String value) {
        return new Change.EnvironmentValue(wiring(id), Change.EnvironmentValue.Hive.USER, name, value);
    }

    private ChangeInfo wiring(String id) {
        return ChangeInfo.wiring(profile, "lamp", id, "Lights the lamp");
    }

    private ChangeInfo runtime(String id) {
        return new ChangeInfo(
                "runtime." + id,
                new ChangeInfo.Owner(profile, "runtime"),
                ChangeInfo.Phase.RUNTIME,
                ChangeInfo.Rights.NONE,
                ChangeInfo.Secrecy.PUBLIC,
                "Writes what the deployment needs");
    }
}
