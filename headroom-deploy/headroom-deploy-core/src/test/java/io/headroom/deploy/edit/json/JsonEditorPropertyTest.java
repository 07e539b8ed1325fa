package io.headroom.deploy.edit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Restored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("PV-302")
@DisplayName("PV-302, D-208: any document in any style takes any edits, and gives them back")
class JsonEditorPropertyTest {
    private static final int ROUNDS = 4000;
    private static final Pattern COMMENT = Pattern.compile("#[0-9]+ ' \" \\{");

    private final JsonEditor editor = new JsonEditor();

    /** A document as values, how it is written, and what is to be done. */
    private record Example(Map<String, Object> model, JsonSyntax syntax, long style, List<DocumentEdit> edits) {
        String text() {
            return RandomDocument.styled(model, syntax, style);
        }
    }

    @Test
    void editsAndTakesBackEveryDocument() {
        long seed = Long.getLong("headroom.seed", new Random().nextLong());
        System.out.println("seed " + seed + " (-Dheadroom.seed=" + seed + ")");
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Example example = example(random.nextLong());
            Optional<Throwable> fault = fault(example);
            if (fault.isPresent()) {
                Example small = shrunk(example);
                fail(
                        "seed " + seed + ": " + small.syntax() + " " + small.edits() + " on\n" + small.text(),
                        fault(small).orElseThrow());
            }
        }
    }

    private static Example example(long seed) {
        RandomDocument random = new RandomDocument(seed);
        Random choice = new Random(seed + 1);
        List<DocumentEdit> edits = new ArrayList<>();
        for (int i = 1 + choice.nextInt(4); i > 0; i--) {
            Pointer pointer = Pointer.of("");
            for (int d = 1 + choice.nextInt(3); d > 0; d--) {
                pointer = pointer.child(random.name());
            }
            DocumentEdit.Action action = DocumentEdit.Action.values()[choice.nextInt(4)];
            Optional<String> value = action == DocumentEdit.Action.ABSENT
                    ? Optional.empty()
                    : Optional.of(RandomDocument.plain(random.value(2)));
            DocumentEdit edit = new DocumentEdit(pointer.toString(), action, value);
            if (edits.stream().noneMatch(other -> contradict(edit, other))) {
                edits.add(edit);
            }
        }
        JsonSyntax syntax = JsonSyntax.values()[choice.nextInt(3)];
        return new Example(random.object(4), syntax, seed, edits);
    }

    /** Whether two edits name one place, or one a place inside of the other's; lists may be edited twice. */
    private static boolean contradict(DocumentEdit one, DocumentEdit other) {
        boolean lists = one.value().isPresent()
                && other.value().isPresent()
                && !one.value().equals(other.value())
                && one.action() != DocumentEdit.Action.SET
                && other.action() != DocumentEdit.Action.SET;
        if (one.pointer().equals(other.pointer())) {
            return !lists;
        }
        return (one.pointer() + "/").startsWith(other.pointer() + "/")
                || (other.pointer() + "/").startsWith(one.pointer() + "/");
    }

    private Optional<Throwable> fault(Example example) {
        try {
            check(example);
            return Optional.empty();
        } catch (Exception | AssertionError fault) {
            return Optional.of(fault);
        }
    }

    private void check(Example example) throws EditRefusedException {
        String text = example.text();
        Change.JsonEdit change = change(example.syntax(), example.edits());
        String before = RandomDocument.plain(example.model());
        Object expected = copy(example.model());
        boolean possible = true;
        for (DocumentEdit edit : example.edits()) {
            possible &= apply(expected, Pointer.of(edit.pointer()), edit);
        }
        Edited edited;
        try {
            edited = editor.make(change, Optional.of(FileContent.of(text)));
        } catch (EditRefusedException refused) {
            assertEquals(false, possible, refused.getMessage());
            return;
        }
        assertEquals(true, possible, "should have been refused");
        assertEquals(RandomDocument.plain(expected), meaning(edited.after(), example.syntax()));
        assertEquals(
                edited.after(), editor.make(change, Optional.of(edited.after())).after(), "twice");

        Restored restored = editor.takeBack(change, edited.after(), edited.traces());
        assertEquals(List.of(), restored.left());
        assertEquals(before, meaning(restored.after().orElseThrow(), example.syntax()), string(edited.after()));

        Change.JsonEdit users = change(example.syntax(), List.of(DocumentEdit.set("/zz/y", "[\"mine\", {}]")));
        FileContent now = editor.make(users, Optional.of(edited.after())).after();
        Restored kept = editor.takeBack(change, now, edited.traces());
        String wanted = (before.equals("{}") ? "{" : before.substring(0, before.length() - 1) + ",")
                + "\"zz\":{\"y\":[\"mine\",{}]}}";
        assertEquals(wanted, meaning(kept.after().orElseThrow(), example.syntax()), string(now));
        boolean onlyNew = edited.traces().stream().allMatch(t -> t.former().isEmpty());
        if (onlyNew) {
            assertEquals(comments(text), comments(string(edited.after())), "comments");
            assertEquals(comments(text), comments(string(kept.after().orElseThrow())), "comments after the way back");
        }
    }

    private String meaning(FileContent content, JsonSyntax syntax) throws EditRefusedException {
        return editor.find(content.bytes(), syntax, "").orElseThrow().json();
    }

    private static List<String> comments(String text) {
        return COMMENT.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String string(FileContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }

    private static Change.JsonEdit change(JsonSyntax syntax, List<DocumentEdit> edits) {
        ChangeInfo info = ChangeInfo.wiring("default", "tool", "settings", "wires it");
        return new Change.JsonEdit(info, Path.of("settings.json").toAbsolutePath(), syntax, edits);
    }

    /** The same edit on values; false if it has no place. */
    @SuppressWarnings("unchecked")
    private static boolean apply(Object document, Pointer pointer, DocumentEdit edit) {
        boolean adds = edit.action() == DocumentEdit.Action.SET || edit.action() == DocumentEdit.Action.CONTAINS;
        Object at = document;
        for (String step : pointer.parent().steps()) {
            if (!(at instanceof Map<?, ?>)) {
                return !adds;
            }
            Map<String, Object> members = (Map<String, Object>) at;
            if (!members.containsKey(step)) {
                if (!adds) {
                    return true;
                }
                members.put(step, new LinkedHashMap<>());
            }
            at = members.get(step);
        }
        if (!(at instanceof Map<?, ?>)) {
            return !adds;
        }
        Map<String, Object> members = (Map<String, Object>) at;
        Object old = members.get(pointer.last());
        switch (edit.action()) {
            case SET -> members.put(pointer.last(), parsed(edit.value().orElseThrow()));
            case ABSENT -> members.remove(pointer.last());
            case CONTAINS -> {
                if (old != null && !(old instanceof List<?>)) {
                    return false;
                }
                List<Object> list = old == null ? new ArrayList<>() : (List<Object>) old;
                String value = edit.value().orElseThrow();
                if (list.stream().noneMatch(e -> RandomDocument.plain(e).equals(value))) {
                    list.add(parsed(value));
                }
                members.put(pointer.last(), list);
            }
            case LACKS -> {
                if (old instanceof List<?> list) {
                    list.removeIf(
                            e -> RandomDocument.plain(e).equals(edit.value().orElseThrow()));
                }
            }
        }
        return true;
    }

    /** Reads what {@link RandomDocument#plain} wrote. */
    private static Object parsed(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        if (!json.startsWith("{") && !json.startsWith("[")) {
            return json;
        }
        List<Grammar.Entry> entries = new ArrayList<>();
        new Grammar(text, JsonSyntax.STRICT).entries(0, entries);
        Map<String, Object> members = new LinkedHashMap<>();
        List<Object> elements = new ArrayList<>();
        for (Grammar.Entry entry : entries) {
            Object value = parsed(json.substring(entry.start(), entry.end()));
            elements.add(value);
            if (json.startsWith("{")) {
                members.put(Values.decode(text, entry.nameStart(), entry.nameEnd()), value);
            }
        }
        return json.startsWith("{") ? members : elements;
    }

    private static Object copy(Object value) {
        return parsed(RandomDocument.plain(value));
    }

    private Example shrunk(Example example) {
        for (int i = 0; i < example.edits().size(); i++) {
            List<DocumentEdit> fewer = new ArrayList<>(example.edits());
            fewer.remove(i);
            Example smaller = new Example(example.model(), example.syntax(), example.style(), fewer);
            if (!fewer.isEmpty() && fault(smaller).isPresent()) {
                return shrunk(smaller);
            }
        }
        for (String name : example.model().keySet()) {
            Map<String, Object> less = new LinkedHashMap<>(example.model());
            less.remove(name);
            Example smaller = new Example(less, example.syntax(), example.style(), example.edits());
            if (fault(smaller).isPresent()) {
                return shrunk(smaller);
            }
        }
        return example;
    }
}
