package io.headroom.deploy.edit.toml;

import io.headroom.api.change.DocumentEdit;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A document while it is edited: its text, and what parsers must see in it in the end. Not thread-safe. */
final class TomlWork {
    private final String before;
    private final TomlModel seen;
    private TomlModel expected;
    private String text;
    private TomlLayout layout;

    TomlWork(String text) throws EditRefusedException {
        this.before = text;
        this.seen = TomlModel.read(text);
        this.expected = seen.copy();
        this.text = text;
        this.layout = TomlLayout.of(text);
    }

    String text() {
        return text;
    }

    /** What parsers see in a text that is what it was is known already. */
    void requireExact() throws EditRefusedException {
        expected.requireSame(text.equals(before) ? seen : TomlModel.read(text));
    }

    private TomlLayout layout() {
        return layoutOf(text);
    }

    /** Kept, as each step looks several things up in the text that the one before left. */
    private TomlLayout layoutOf(String document) {
        if (!layout.text().equals(document)) {
            layout = TomlLayout.of(document);
        }
        return layout;
    }

    /** Makes one edit. */
    Trace make(DocumentEdit edit) throws EditRefusedException {
        List<String> path = path(edit.pointer());
        return switch (edit.action()) {
            case SET -> set(edit, path, TomlValues.ofJson(edit.value().orElseThrow()));
            case ABSENT -> absent(edit, path);
            case CONTAINS -> contains(edit, path, TomlValues.ofJson(edit.value().orElseThrow()));
            case LACKS -> lacks(edit, path, TomlValues.ofJson(edit.value().orElseThrow()));
        };
    }

    /** Takes one edit back; false if the user changed it, and it was left. */
    boolean takeBack(DocumentEdit edit, Trace trace) throws EditRefusedException {
        List<String> path = path(edit.pointer());
        if (trace.former().equals(trace.ours())) {
            return true;
        }
        return switch (edit.action()) {
            case SET -> takeBackSet(path, TomlValues.ofJson(edit.value().orElseThrow()), trace);
            case ABSENT -> takeBackAbsent(path, trace.former().orElseThrow());
            case CONTAINS ->
                takeBackContains(path, TomlValues.ofJson(edit.value().orElseThrow()), trace);
            case LACKS -> takeBackLacks(path, trace.former().orElseThrow());
        };
    }

    /** Removes the containers that an edit made, if they are empty. */
    void removeEmpty(Trace trace) throws EditRefusedException {
        if (trace.made().isEmpty()) {
            return;
        }
        List<String> path = path(trace.key());
        int top = Math.max(1, path(trace.made().get()).size());
        for (int length = path.size() - 1; length >= top; length--) {
            List<String> container = path.subList(0, length);
            if (expected.get(container).filter(Map.of()::equals).isPresent()) {
                Optional<TomlPlace> place = place(container);
                if (place.isPresent()) {
                    remove(container, place.get().removed().in(text));
                }
            }
        }
    }

    private Trace set(DocumentEdit edit, List<String> path, Object value) throws EditRefusedException {
        Optional<Object> current = expected.get(path);
        if (current.isPresent() && current.get().equals(value)) {
            Optional<String> written = place(path).map(TomlPlace::written);
            return new Trace(edit.pointer(), written, written, Optional.empty());
        }
        Optional<TomlPlace> place = place(path);
        String written = TomlValues.written(value);
        if (place.isEmpty()) {
            if (current.isPresent()) {
                throw new EditRefusedException(0, 0, TomlPlace.named(path) + " is a table that has no single place");
            }
            return added(edit, path, value);
        }
        if (place.get().form() == TomlPlace.Form.TABLE) {
            if (!(value instanceof Map<?, ?> members)) {
                throw TomlText.refused(
                        text, place.get().value().start(), TomlPlace.named(path) + " is a table, not a value");
            }
            written = section(path, members);
        }
        String former = place.get().written();
        apply(place.get().replaced(written));
        expected.set(path, value);
        return new Trace(edit.pointer(), Optional.of(former), Optional.of(written), Optional.empty());
    }

    private String section(List<String> path, Map<?, ?> members) {
        String newline = layout().newline();
        StringBuilder section = new StringBuilder("[" + TomlValues.key(path) + "]");
        members.forEach((name, value) -> section.append(newline)
                .append(TomlValues.key((String) name))
                .append(" = ")
                .append(TomlValues.written(value)));
        return section.toString();
    }

    private Trace added(DocumentEdit edit, List<String> path, Object value) throws EditRefusedException {
        Optional<String> made = TomlAddition.made(path, expected).map(TomlWork::pointer);
        Splice splice = new TomlAddition(layout()).of(path, value);
        apply(splice);
        expected.set(path, value);
        return new Trace(edit.pointer(), Optional.empty(), Optional.of(splice.text()), made);
    }

    private Trace absent(DocumentEdit edit, List<String> path) throws EditRefusedException {
        if (expected.get(path).isEmpty()) {
            return same(edit);
        }
        TomlPlace place = place(path)
                .orElseThrow(() ->
                        new EditRefusedException(0, 0, TomlPlace.named(path) + " is a table that has no single place"));
        // A line end at its end tells a table from an array, whose bracket looks the same.
        String former = place.written() + (place.form() == TomlPlace.Form.TABLE ? "\n" : "");
        remove(path, place.removed().in(text));
        return new Trace(edit.pointer(), Optional.of(former), Optional.empty(), Optional.empty());
    }

    private Trace contains(DocumentEdit edit, List<String> path, Object element) throws EditRefusedException {
        Optional<Object> current = expected.get(path);
        if (current.isEmpty()) {
            List<Object> array = List.of(element);
            Optional<String> made = Optional.of(
                    TomlAddition.made(path, expected).map(TomlWork::pointer).orElse(edit.pointer()));
            Trace trace = added(edit, path, array);
            return new Trace(trace.key(), trace.former(), trace.ours(), made);
        }
        TomlArrayText array = array(path);
        if (array.values().contains(element)) {
            return same(edit);
        }
        String written = TomlValues.written(element);
        apply(array.appended(written));
        expected.set(path, array.with(element));
        return new Trace(edit.pointer(), Optional.empty(), Optional.of(written), Optional.empty());
    }

    private Trace lacks(DocumentEdit edit, List<String> path, Object element) throws EditRefusedException {
        if (expected.get(path).isEmpty() || !array(path).values().contains(element)) {
            return same(edit);
        }
        String former = array(path).written(element);
        removeElements(path, element);
        return new Trace(edit.pointer(), Optional.of(former), Optional.empty(), Optional.empty());
    }

    private void removeElements(List<String> path, Object element) throws EditRefusedException {
        for (TomlArrayText array = array(path); array.values().contains(element); array = array(path)) {
            apply(array.without(element));
            expected.set(path, array.less(element));
        }
    }

    private boolean takeBackSet(List<String> path, Object ours, Trace trace) throws EditRefusedException {
        Optional<Object> current = expected.get(path);
        if (current.isEmpty()) {
            return trace.former().isEmpty();
        }
        Optional<TomlPlace> place = place(path);
        if (!current.get().equals(ours) || place.isEmpty()) {
            return false;
        }
        if (trace.former().isEmpty()) {
            Optional<String> exact =
                    Insertion.takenBack(text, place.get(), trace.ours().orElseThrow());
            if (exact.isPresent() && without(path, exact.get()).seenIn(exact.get())) {
                remove(path, exact.get());
            } else {
                remove(path, place.get().removed().in(text));
            }
            return true;
        }
        Optional<Object> former = formerValue(
                path, place.get().form() == TomlPlace.Form.TABLE, trace.former().get());
        if (former.isEmpty()) {
            return false;
        }
        apply(place.get().replaced(trace.former().get()));
        expected.set(path, former.get());
        return true;
    }

    private void remove(List<String> path, String remaining) throws EditRefusedException {
        expected = without(path, remaining);
        text = remaining;
    }

    /** What is expected once a key is gone: tables that only its dotted key or its header made are gone with it. */
    private TomlModel without(List<String> path, String remaining) throws EditRefusedException {
        TomlModel model = expected.copy();
        model.remove(path);
        TomlLayout remains = layoutOf(remaining);
        for (int length = path.size() - 1; length > 0; length--) {
            List<String> container = path.subList(0, length);
            if (model.get(container).filter(Map.of()::equals).isPresent()
                    && TomlPlace.of(remains, container).isEmpty()) {
                model.remove(container);
            }
        }
        return model;
    }

    private static Optional<Object> formerValue(List<String> path, boolean table, String written) {
        try {
            Map<String, Object> read = TomlReader.read(table ? written : "x = " + written);
            if (read.size() != 1) {
                return Optional.empty();
            }
            Object value = read;
            for (String name : table ? path : List.of("x")) {
                value = value instanceof Map<?, ?> map ? map.get(name) : null;
            }
            return Optional.ofNullable(value);
        } catch (EditRefusedException e) {
            // Written for another form than the one that the user has given the key since.
            return Optional.empty();
        }
    }

    private boolean takeBackAbsent(List<String> path, String former) throws EditRefusedException {
        if (expected.get(path).isPresent()) {
            return false;
        }
        boolean table = former.endsWith("\n");
        Object value = formerValue(path, table, former)
                .orElseThrow(() -> new EditRefusedException(0, 0, "no value: " + former));
        TomlAddition addition = new TomlAddition(layout());
        apply(table ? addition.section(former.stripTrailing()) : addition.written(path, former));
        expected.set(path, value);
        return true;
    }

    private boolean takeBackContains(List<String> path, Object element, Trace trace) throws EditRefusedException {
        if (!(expected.get(path).orElse(null) instanceof List<?> list) || !list.contains(element)) {
            return true;
        }
        if (trace.made().isPresent() && list.equals(List.of(element))) {
            return takeBackSet(path, list, trace);
        }
        removeElements(path, element);
        return true;
    }

    private boolean takeBackLacks(List<String> path, String former) throws EditRefusedException {
        if (!(expected.get(path).orElse(null) instanceof List<?> list)) {
            return false;
        }
        Object element = Objects.requireNonNull(TomlReader.read("x = " + former).get("x"));
        if (!list.contains(element)) {
            TomlArrayText array = array(path);
            apply(array.appended(former));
            expected.set(path, array.with(element));
        }
        return true;
    }

    private TomlArrayText array(List<String> path) throws EditRefusedException {
        TomlPlace place = place(path).orElseThrow(() -> notAnArray(path));
        if (!(expected.get(path).orElse(null) instanceof List<?> values)) {
            throw TomlText.refused(text, place.value().start(), TomlPlace.named(path) + " is not an array");
        }
        return new TomlArrayText(place.layout(), place.value(), new ArrayList<>(values));
    }

    private static EditRefusedException notAnArray(List<String> path) {
        return new EditRefusedException(0, 0, TomlPlace.named(path) + " is not an array");
    }

    private Trace same(DocumentEdit edit) {
        return new Trace(edit.pointer(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Optional<TomlPlace> place(List<String> path) throws EditRefusedException {
        return TomlPlace.of(layout(), path);
    }

    private void apply(Splice splice) {
        text = splice.in(text);
    }

    private static List<String> path(String pointer) {
        if (pointer.isEmpty()) {
            return List.of();
        }
        List<String> path = new ArrayList<>();
        for (String name : pointer.substring(1).split("/", -1)) {
            path.add(name.replace("~1", "/").replace("~0", "~"));
        }
        return List.copyOf(path);
    }

    private static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        path.forEach(name -> pointer.append('/').append(name.replace("~", "~0").replace("/", "~1")));
        return pointer.toString();
    }
}
