package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.Trace;
import io.headroom.deploy.edit.json.Document.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes one edit on a worksheet, and says what it did. */
final class Wiring {
    private final Worksheet sheet;
    private final DocumentEdit edit;
    private final Pointer pointer;
    private final Optional<FileContent> file;

    private Wiring(Worksheet sheet, DocumentEdit edit, Optional<FileContent> before) {
        this.sheet = sheet;
        this.edit = edit;
        this.pointer = Pointer.of(edit.pointer());
        this.file = before;
    }

    static Trace of(Worksheet sheet, DocumentEdit edit, Optional<FileContent> before) {
        Wiring wiring = new Wiring(sheet, edit, before);
        return switch (edit.action()) {
            case SET -> wiring.set();
            case ABSENT -> wiring.absent();
            case CONTAINS -> wiring.contains();
            case LACKS -> wiring.lacks();
        };
    }

    private Trace set() {
        Optional<Grammar.Entry> there = found(pointer);
        Optional<String> former = there.map(sheet.document()::raw);
        if (there.isPresent() && sheet.document().canonical(there.get()).equals(meaning())) {
            return new Trace(edit.pointer(), former, former, Optional.empty());
        }
        return traced(former, sheet.set(pointer, value()), pointer);
    }

    private Trace traced(Optional<String> former, Optional<Pointer> made, Pointer added) {
        boolean whole = made.isPresent() && made.get().depth() == 0;
        Optional<String> ours = found(added).map(sheet.document()::raw);
        Optional<String> there =
                whole ? file.map(content -> new String(content.bytes(), StandardCharsets.UTF_8)) : former;
        return new Trace(edit.pointer(), there, ours, made.map(Pointer::toString));
    }

    private Trace absent() {
        Optional<String> former = found(pointer).map(sheet.document()::raw);
        if (former.isPresent()) {
            sheet.remove(pointer);
        }
        return new Trace(edit.pointer(), former, Optional.empty(), Optional.empty());
    }

    private Trace contains() {
        Optional<Grammar.Entry> array = found(pointer);
        if (array.isEmpty()) {
            Optional<Pointer> made = sheet.set(pointer, "[" + value() + "]");
            return traced(Optional.empty(), made.or(() -> Optional.of(pointer)), pointer.child(0));
        }
        requireArray(sheet.document(), pointer, sheet.document().route(pointer));
        List<Grammar.Entry> elements = sheet.document().entries(array.get().start());
        for (Grammar.Entry element : elements) {
            if (sheet.document().canonical(element).equals(meaning())) {
                Optional<String> former = Optional.of(sheet.document().raw(element));
                return new Trace(edit.pointer(), former, former, Optional.empty());
            }
        }
        sheet.insert(pointer, elements.size(), value());
        return traced(Optional.empty(), Optional.empty(), pointer.child(elements.size()));
    }

    /** Throws {@link Refusal} if there is something else than an array. */
    static void requireArray(Document document, Pointer pointer, Route route) {
        if (route.complete() && document.text()[route.stop()] != '[') {
            String kind = Values.kind(document.text()[route.stop()]);
            throw new Refusal(route.stop(), pointer + " is " + kind + ", not an array");
        }
    }

    private Trace lacks() {
        Optional<Grammar.Entry> array =
                found(pointer).filter(a -> sheet.document().text()[a.start()] == '[');
        List<Integer> gone = new ArrayList<>();
        List<String> former = new ArrayList<>();
        if (array.isPresent()) {
            List<Grammar.Entry> elements = sheet.document().entries(array.get().start());
            for (int i = 0; i < elements.size(); i++) {
                if (sheet.document().canonical(elements.get(i)).equals(meaning())) {
                    gone.add(i);
                    former.add(sheet.document().raw(elements.get(i)));
                }
            }
        }
        if (gone.isEmpty()) {
            return new Trace(edit.pointer(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        String positions = gone.stream().map(String::valueOf).collect(Collectors.joining(","));
        Collections.reverse(gone);
        gone.forEach(index -> sheet.remove(pointer.child(index)));
        String elements = pointer.child(positions).toString();
        return new Trace(elements, Optional.of(String.join(", ", former)), Optional.empty(), Optional.empty());
    }

    private Optional<Grammar.Entry> found(Pointer where) {
        if (sheet.document().blank()) {
            return Optional.empty();
        }
        Route route = sheet.document().route(where);
        return route.complete() ? Optional.of(route.last()) : Optional.empty();
    }

    private String value() {
        return edit.value().orElseThrow();
    }

    private String meaning() {
        byte[] json = value().strip().getBytes(StandardCharsets.UTF_8);
        return Values.canonical(json, JsonSyntax.STRICT, 0, json.length);
    }
}
