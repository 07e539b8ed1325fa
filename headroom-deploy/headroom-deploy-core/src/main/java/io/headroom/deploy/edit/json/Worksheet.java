package io.headroom.deploy.edit.json;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.json.Document.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A document on which steps are made one after another, and that is proven at the end. Not thread-safe. */
final class Worksheet {
    private final byte[] before;
    private final JsonSyntax syntax;
    private final List<Step> steps = new ArrayList<>();
    private Document document;

    Worksheet(Document document) {
        this.document = document;
        this.before = document.text();
        this.syntax = document.grammar().syntax();
    }

    Document document() {
        return document;
    }

    /** Gives an entry a value, and makes the objects on the way to it. Answers the topmost container that it made. */
    Optional<Pointer> set(Pointer pointer, String json) {
        steps.add(new Step(Step.Kind.SET, pointer, json));
        if (document.blank()) {
            document = document.with(new Insertion(document).document(nested(pointer, 0, json)));
            return Optional.of(pointer.first(0));
        }
        Route route = document.route(pointer);
        document.requireRoom(pointer, route);
        Insertion insertion = new Insertion(document);
        int reached = route.entries().size();
        if (route.complete()) {
            int container = route.containers().get(reached - 1);
            document = document.with(insertion.replace(container, route.last(), json));
            return Optional.empty();
        }
        Optional<String> name = Optional.of(pointer.steps().get(reached));
        document = document.with(insertion.append(route.stop(), name, nested(pointer, reached + 1, json)));
        return reached + 1 < pointer.depth() ? Optional.of(pointer.first(reached + 1)) : Optional.empty();
    }

    private static String nested(Pointer pointer, int from, String json) {
        StringBuilder text = new StringBuilder();
        for (String name : pointer.steps().subList(from, pointer.depth())) {
            text.append('{');
            Values.quote(name, text);
            text.append(':');
        }
        return text.append(json).append("}".repeat(pointer.depth() - from)).toString();
    }

    /** Puts an element into the array at a pointer; at its end if it has fewer elements. */
    void insert(Pointer array, int index, String json) {
        int container = document.route(array).stop();
        int at = Math.min(index, document.entries(container).size());
        steps.add(new Step(Step.Kind.INSERT, array.child(at), json));
        document = document.with(new Insertion(document).before(container, at, json));
    }

    /** Takes out the entry at a pointer, which is there. */
    void remove(Pointer pointer) {
        Route route = document.route(pointer);
        steps.add(new Step(Step.Kind.REMOVE, pointer, ""));
        int container = route.containers().get(route.containers().size() - 1);
        int index = document.entries(container).indexOf(route.last());
        document = document.with(new Removal(document).of(container, index));
    }

    /** Gives the entry at a pointer, which is there, a text that once stood in this document. */
    void restore(Pointer pointer, String former, String meaning) {
        steps.add(new Step(Step.Kind.SET, pointer, meaning));
        Grammar.Entry entry = document.route(pointer).last();
        document = document.with(List.of(new Document.Splice(entry.start(), entry.end(), former)));
    }

    /** The document after all steps, once the second reader agrees with them. */
    byte[] proven() throws EditRefusedException {
        byte[] after = document.text();
        if (Arrays.equals(before, after)) {
            return before;
        }
        if (after.length > Document.MAX_BYTES) {
            throw new EditRefusedException(0, 0, "the file would become larger than 16 MiB");
        }
        if (!new SecondReader(syntax).agrees(before, after, steps)) {
            throw new EditRefusedException(
                    0, 0, "a second reading of the edited text found more or less than the edit; nothing was written");
        }
        return after;
    }
}
