package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file, and what it has to become.
 *
 * @param id its number and what is special about it
 * @param before the file; empty if there is none
 * @param after the text after wiring; empty if it is refused
 * @param line the line of the refusal; -1 if any will do
 * @param exact whether taking back brings the very bytes, not only the same meaning
 */
record CorpusCase(
        String id,
        JsonSyntax syntax,
        List<DocumentEdit> edits,
        Optional<FileContent> before,
        Optional<FileContent> after,
        int line,
        int column,
        String reason,
        boolean exact) {
    static CorpusCase wired(String id, JsonSyntax syntax, List<DocumentEdit> edits, String before, String after) {
        return new CorpusCase(
                id,
                syntax,
                edits,
                Optional.of(FileContent.of(before)),
                Optional.of(FileContent.of(after)),
                0,
                0,
                "",
                true);
    }

    static CorpusCase missing(String id, JsonSyntax syntax, List<DocumentEdit> edits, String after) {
        return new CorpusCase(id, syntax, edits, Optional.empty(), Optional.of(FileContent.of(after)), 0, 0, "", true);
    }

    static CorpusCase refused(
            String id,
            JsonSyntax syntax,
            List<DocumentEdit> edits,
            byte[] before,
            int line,
            int column,
            String reason) {
        return new CorpusCase(
                id, syntax, edits, Optional.of(FileContent.of(before)), Optional.empty(), line, column, reason, true);
    }

    /** The same case; empty brackets come back closed up when the file was edited in between. */
    CorpusCase inexact() {
        return new CorpusCase(id, syntax, edits, before, after, line, column, reason, false);
    }

    Change.JsonEdit change() {
        return new Change.JsonEdit(
                ChangeInfo.wiring("default", "tool", "settings", "wires it"),
                Path.of("/home/u/settings.json").toAbsolutePath(),
                syntax,
                edits);
    }

    @Override
    public String toString() {
        return id;
    }
}
