package io.headroom.api.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.testkit.host.FakeHost;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules that hold for every list of changes, whoever describes it. */
final class ChangeCheck {
    private final String where;
    private final FakeHost host;

    ChangeCheck(String where, FakeHost host) {
        this.where = where;
        this.host = host;
    }

    void check(List<Change> changes, ChangeInfo.Owner owner, ChangeInfo.Phase phase) {
        Set<String> ids = new HashSet<>();
        for (Change change : changes) {
            ChangeInfo info = change.info();
            assertTrue(ids.add(info.id()), () -> where + ": two changes are called " + info.id());
            assertTrue(
                    info.id().startsWith(owner.target() + "."),
                    () -> where + ": the id " + info.id() + " does not start with " + owner.target() + ".");
            assertEquals(owner, info.owner(), () -> where + ": owner of " + info.id());
            assertEquals(phase, info.phase(), () -> where + ": phase of " + info.id());
            sentence(info);
            path(change)
                    .ifPresent(path -> assertTrue(
                            host.owns(path) && path.isAbsolute(),
                            () -> where + ": " + path + " did not come from the host"));
        }
    }

    private void sentence(ChangeInfo info) {
        String sentence = info.sentence();
        assertFalse(
                sentence.isBlank() || sentence.endsWith(".") || sentence.contains("\n"),
                () -> where + ": " + info.id() + " is not described in one sentence without a full stop: '" + sentence
                        + "'");
    }

    /** The file that a change is about, if it is about one. */
    static Optional<Path> path(Change change) {
        if (change instanceof Change.OwnFile file) {
            return Optional.of(file.path());
        }
        if (change instanceof Change.OwnDirectory directory) {
            return Optional.of(directory.path());
        }
        if (change instanceof Change.JsonEdit edit) {
            return Optional.of(edit.path());
        }
        if (change instanceof Change.TomlEdit edit) {
            return Optional.of(edit.path());
        }
        if (change instanceof Change.BlockEdit edit) {
            return Optional.of(edit.path());
        }
        return Optional.empty();
    }
}
