package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.edit.json.Document.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes edits back from a worksheet, last edit first. What the user changed is left and named. */
final class Unwiring {
    /** Stands for a moment where a former text comes back. */
    private static final String PLACEHOLDER = "null";

    private final Worksheet sheet;
    private final List<String> left = new ArrayList<>();

    Unwiring(Worksheet sheet) {
        this.sheet = sheet;
    }

    Restored of(List<DocumentEdit> edits, List<Trace> traces) throws EditRefusedException {
        if (edits.size() != traces.size()) {
            throw new IllegalArgumentException(edits.size() + " edits have " + traces.size() + " traces");
        }
        Optional<Trace> whole = Optional.empty();
        for (int i = edits.size() - 1; i >= 0 && !sheet.document().blank(); i--) {
            Trace trace = traces.get(i);
            if (trace.made().filter(String::isEmpty).isPresent()) {
                whole = Optional.of(trace);
            }
            take(edits.get(i), trace);
            removeEmpty(edits.get(i), trace);
        }
        Collections.reverse(left);
        FileContent after = FileContent.of(sheet.proven());
        if (whole.isPresent()
                && nothingIn(sheet.document(), whole.get().former().orElse(""))) {
            return new Restored(whole.get().former().map(FileContent::of), left);
        }
        return new Restored(Optional.of(after), left);
    }

    /** Whether a document is an empty object, and nothing else that was not there before. */
    private static boolean nothingIn(Document document, String former) {
        if (document.blank()
                || !document.slice(document.root(), document.close(document.root()))
                        .matches("\\{\\s*")) {
            return false;
        }
        String around = document.slice(0, document.root())
                + document.slice(document.close(document.root()) + 1, document.text().length);
        return around.strip().equals(former.strip());
    }

    private void take(DocumentEdit edit, Trace trace) {
        Pointer pointer = Pointer.of(edit.pointer());
        boolean wholeMade = trace.made().filter(String::isEmpty).isPresent();
        Optional<String> former = wholeMade ? Optional.empty() : trace.former();
        if (former.isPresent() && former.equals(trace.ours())) {
            return;
        }
        boolean done;
        try {
            done = switch (edit.action()) {
                case SET -> takeValue(pointer, former, trace.ours());
                case ABSENT -> former.isEmpty() || giveBack(pointer, former.get());
                case CONTAINS -> takeElement(pointer, trace.ours());
                case LACKS -> former.isEmpty() || giveElementsBack(Pointer.of(trace.key()), former.get());
            };
        } catch (Refusal thereTwice) {
            done = false;
        }
        if (!done) {
            left.add(edit.pointer());
        }
    }

    private boolean takeValue(Pointer pointer, Optional<String> former, Optional<String> ours) {
        Route route = sheet.document().route(pointer);
        if (!route.complete()) {
            return former.isEmpty();
        }
        String now = sheet.document().canonical(route.last());
        if (former.isPresent() && now.equals(meaning(former.get()))) {
            return true;
        }
        if (ours.isEmpty() || !now.equals(meaning(ours.get()))) {
            return false;
        }
        if (former.isEmpty()) {
            sheet.remove(pointer);
        } else {
            sheet.restore(pointer, adapted(former.get()), meaning(former.get()));
        }
        return true;
    }

    private boolean giveBack(Pointer pointer, String former) {
        Route route = sheet.document().route(pointer);
        if (route.complete()) {
            return sheet.document().canonical(route.last()).equals(meaning(former));
        }
        int reached = route.entries().size();
        byte stop = sheet.document().text()[route.stop()];
        if (reached + 1 < pointer.depth() || (stop != '{' && stop != '[')) {
            return false;
        }
        if (stop == '[') {
            sheet.insert(pointer.parent(), Pointer.index(pointer.last()), PLACEHOLDER);
        } else {
            sheet.set(pointer, PLACEHOLDER);
        }
        Pointer there = stop == '[' ? lastOr(pointer) : pointer;
        sheet.restore(there, adapted(former), meaning(former));
        return true;
    }

    /** The pointer of an element that was put at a position, or at the end of a shorter array. */
    private Pointer lastOr(Pointer element) {
        Pointer array = element.parent();
        int size =
                sheet.document().entries(sheet.document().route(array).stop()).size();
        return array.child(Math.min(Pointer.index(element.last()), size - 1));
    }

    private boolean takeElement(Pointer pointer, Optional<String> ours) {
        Route route = sheet.document().route(pointer);
        if (!route.complete() || sheet.document().text()[route.stop()] != '[' || ours.isEmpty()) {
            return !route.complete();
        }
        List<Grammar.Entry> elements = sheet.document().entries(route.stop());
        for (int i = elements.size() - 1; i >= 0; i--) {
            if (sheet.document().canonical(elements.get(i)).equals(meaning(ours.get()))) {
                sheet.remove(pointer.child(i));
                return true;
            }
        }
        return true;
    }

    private boolean giveElementsBack(Pointer gone, String former) {
        Pointer array = gone.parent();
        Route route = sheet.document().route(array);
        if (!route.complete() || sheet.document().text()[route.stop()] != '[') {
            return false;
        }
        Document texts = Document.read(("{\"a\":[" + former + "]}").getBytes(StandardCharsets.UTF_8), JsonSyntax.JSON5);
        List<Grammar.Entry> elements =
                texts.entries(texts.route(Pointer.of("/a")).stop());
        String[] positions = gone.last().split(",");
        for (int i = 0; i < elements.size(); i++) {
            Grammar.Entry element = elements.get(i);
            Pointer position = array.child(positions[i]);
            sheet.insert(array, Pointer.index(positions[i]), PLACEHOLDER);
            sheet.restore(lastOr(position), adapted(texts.raw(element)), texts.canonical(element));
        }
        return true;
    }

    /** Containers that an edit made and that are empty now go, the inner ones first. */
    private void removeEmpty(DocumentEdit edit, Trace trace) {
        if (trace.made().isEmpty()) {
            return;
        }
        Pointer pointer = Pointer.of(edit.pointer());
        int depth = edit.action() == DocumentEdit.Action.CONTAINS ? pointer.depth() : pointer.depth() - 1;
        for (; depth >= Math.max(1, Pointer.of(trace.made().get()).depth()); depth--) {
            Pointer container = pointer.first(depth);
            try {
                Route route = sheet.document().route(container);
                if (route.complete() && sheet.document().raw(route.last()).matches("\\{\\s*}|\\[\\s*]")) {
                    sheet.remove(container);
                }
            } catch (Refusal thereTwice) {
                return; // the user wrote a second one: both stay
            }
        }
    }

    /** A former text with the line breaks that the document has now, should the user have changed them. */
    private String adapted(String former) {
        byte[] text = sheet.document().text();
        String document = sheet.document().slice(0, text.length);
        boolean windows = document.contains("\r\n");
        boolean unix = document.replace("\r\n", "").contains("\n");
        if (windows == unix) {
            return former;
        }
        return former.replace("\r\n", "\n").replace("\n", windows ? "\r\n" : "\n");
    }

    private static String meaning(String raw) {
        byte[] text = raw.getBytes(StandardCharsets.UTF_8);
        return Values.canonical(text, JsonSyntax.JSON5, 0, text.length);
    }
}
