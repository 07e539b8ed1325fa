package io.headroom.deploy.change;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.ownership.Restacked;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.ownership.Stacking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What of a suspended change may be made again (PV-1005). A member that the user has given a new value in the meantime is the user's; a
 * member that another profile has is shared as ever.
 */
final class Resumable {
    private Resumable() {}

    static Optional<Change> part(
            MadeChange suspended, Stack stack, Optional<FileContent> now, OptionalInt mode, Stacking stacking)
            throws EditRefusedException {
        Change change = suspended.change();
        List<DocumentEdit> edits = edits(change);
        if (edits.size() != suspended.traces().size() || edits.isEmpty() || !stack.isEmpty()) {
            return Optional.of(change);
        }
        Restacked all = stacking.add(stack, now, mode, change);
        List<Trace> traces = Stacking.traces(all.stack(), change);
        List<DocumentEdit> free = new ArrayList<>();
        for (int at = 0; at < edits.size(); at++) {
            if (!isTaken(suspended.traces().get(at), traces.get(at))) {
                free.add(edits.get(at));
            }
        }
        return free.isEmpty() ? Optional.empty() : Optional.of(with(change, free));
    }

    private static boolean isTaken(Trace suspended, Trace now) {
        return now.former().isPresent()
                && !now.former().equals(suspended.former())
                && !now.former().equals(now.ours());
    }

    static List<String> pointers(Change change) {
        return edits(change).stream().map(DocumentEdit::pointer).toList();
    }

    private static List<DocumentEdit> edits(Change change) {
        if (change instanceof Change.JsonEdit edit) {
            return edit.edits();
        }
        return change instanceof Change.TomlEdit edit ? edit.edits() : List.of();
    }

    private static Change with(Change change, List<DocumentEdit> edits) {
        if (change instanceof Change.JsonEdit edit) {
            return new Change.JsonEdit(edit.info(), edit.path(), edit.syntax(), edits);
        }
        Change.TomlEdit edit = (Change.TomlEdit) change;
        return new Change.TomlEdit(edit.info(), edit.path(), edits);
    }
}
