package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editor;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.edit.json.Document.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Edits JSON, JSON with comments and JSON5 without touching a byte that is not named: byte order mark, line ends, indentation, comments,
 * order and spelling stay. New entries look like their siblings. Thread-safe; costs a few passes over the document.
 *
 * <p>A file with nothing in it counts as an empty object, as the tools see it. Names are compared decoded, values by what they mean.
 *
 * <p>What its traces hold: the key is the edit's pointer, for {@link DocumentEdit.Action#LACKS} followed by the positions of the
 * elements taken out, such as {@code /allow/0,2}.
 * {@code made} is the topmost container that had to be made, the empty pointer for the whole document; then {@code former} is the text of
 * the file, if there was one.
 */
public final class JsonEditor implements Editor<Change.JsonEdit> {
    /** Creates the editor. */
    public JsonEditor() {}

    @Override
    public Edited make(Change.JsonEdit change, Optional<FileContent> before) throws EditRefusedException {
        byte[] text = before.map(FileContent::bytes).orElse(new byte[0]);
        try {
            Document document = Document.read(text, change.syntax());
            Worksheet sheet = new Worksheet(document);
            List<Trace> traces = new ArrayList<>();
            for (DocumentEdit edit : change.edits()) {
                try {
                    traces.add(Wiring.of(sheet, edit, before));
                } catch (Refusal refusal) {
                    requireRoom(document, edit);
                    throw new Refusal(-1, refusal.reason());
                }
            }
            return new Edited(FileContent.of(sheet.proven()), traces);
        } catch (Refusal refusal) {
            throw placed(text, refusal);
        }
    }

    /** Refuses an edit with its place in the file: that in the worksheet moved with the edits before. */
    private static void requireRoom(Document document, DocumentEdit edit) {
        if (document.blank()) {
            return;
        }
        Pointer pointer = Pointer.of(edit.pointer());
        Route route = document.route(pointer);
        document.requireRoom(pointer, route);
        if (edit.action() == DocumentEdit.Action.CONTAINS) {
            Wiring.requireArray(document, pointer, route);
        }
    }

    @Override
    public Restored takeBack(Change.JsonEdit change, FileContent now, List<Trace> traces) throws EditRefusedException {
        byte[] text = now.bytes();
        try {
            return new Unwiring(new Worksheet(lenient(text, change.syntax()))).of(change.edits(), traces);
        } catch (Refusal refusal) {
            throw placed(text, refusal);
        }
    }

    /** The user may have added what only a wider syntax has: the way back stays open. */
    private static Document lenient(byte[] text, JsonSyntax syntax) {
        try {
            return Document.read(text, syntax);
        } catch (Refusal narrow) {
            if (syntax == JsonSyntax.JSON5) {
                throw narrow;
            }
            return lenient(text, syntax == JsonSyntax.STRICT ? JsonSyntax.JSONC : JsonSyntax.JSON5);
        }
    }

    /**
     * Looks a value up.
     *
     * @param document the document
     * @param syntax what the program that owns it reads
     * @param pointer where, as an RFC 6901 JSON Pointer; empty for the whole document
     * @return the value; empty if there is none
     * @throws EditRefusedException if the document cannot be read, or has a name on the way twice
     */
    public Optional<Located> find(byte[] document, JsonSyntax syntax, String pointer) throws EditRefusedException {
        try {
            Document read = Document.read(document, syntax);
            if (read.blank()) {
                return Optional.empty();
            }
            Route route = read.route(Pointer.of(pointer));
            if (!route.complete()) {
                return Optional.empty();
            }
            int start = route.stop();
            int end = read.grammar().value(start, 1);
            Place place = Place.of(document, start);
            String json = Values.canonical(document, syntax, start, end);
            return Optional.of(new Located(read.slice(start, end), json, place.line(), place.column()));
        } catch (Refusal refusal) {
            throw placed(document, refusal);
        }
    }

    private static EditRefusedException placed(byte[] text, Refusal refusal) {
        if (refusal.offset() < 0) {
            return new EditRefusedException(0, 0, refusal.reason());
        }
        Place place = Place.of(text, refusal.offset());
        return new EditRefusedException(place.line(), place.column(), refusal.reason());
    }
}
