package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.deploy.edit.Trace;
import java.util.ArrayList;
import java.util.List;

/** The edits of a document as a list that goes with the list of their traces. */
final class Edits {
    private Edits() {}

    static List<DocumentEdit> of(Change change) {
        if (change instanceof Change.JsonEdit edit) {
            return edit.edits();
        }
        return change instanceof Change.TomlEdit edit ? edit.edits() : List.of();
    }

    /** A change with some of its edits. */
    static Change only(Change change, List<Integer> which) {
        List<DocumentEdit> edits = of(change);
        if (edits.isEmpty()) {
            return change;
        }
        List<DocumentEdit> some = which.stream().map(edits::get).toList();
        if (change instanceof Change.JsonEdit edit) {
            return new Change.JsonEdit(edit.info(), edit.path(), edit.syntax(), some);
        }
        Change.TomlEdit edit = (Change.TomlEdit) change;
        return new Change.TomlEdit(edit.info(), edit.path(), some);
    }

    /** What an edit is about: a member, or for elements of arrays the element. */
    static String key(Change change, int index, Trace trace) {
        List<DocumentEdit> edits = of(change);
        if (edits.isEmpty()) {
            return trace.key();
        }
        DocumentEdit edit = edits.get(index);
        boolean element = edit.action() == DocumentEdit.Action.CONTAINS || edit.action() == DocumentEdit.Action.LACKS;
        return element ? edit.pointer() + " " + edit.value().orElse("") : edit.pointer();
    }

    static List<Trace> replace(List<Trace> traces, int index, Trace trace) {
        List<Trace> all = new ArrayList<>(traces);
        all.set(index, trace);
        return all;
    }
}
