package io.headroom.deploy.edit.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Restored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tomlj.Toml;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/** What holds for any document, judged by a third reader that the editor does not have. */
class TomlPropertyTest {
    private static final int DOCUMENTS = 2_000;
    private static final long SEED = 20_260_105;

    private final TomlEditor editor = new TomlEditor();
    private final TomlMapper third = new TomlMapper();

    @Test
    @DisplayName(
            "PV-404, PV-1303: in any document exactly the named key changes, once, and the way back means the same")
    void changesExactlyWhatItNames() throws EditRefusedException {
        int edited = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            long seed = SEED + i;
            RandomToml random = new RandomToml(new Random(seed));
            String before = random.document();
            List<String> path = random.path();
            DocumentEdit edit = DocumentEdit.set(pointer(path), random.json());
            Optional<Edited> made = make(edit, before);
            if (made.isPresent() && readable(before)) {
                edited++;
                check(seed, before, path, edit, made.get());
            }
        }
        assertTrue(edited > DOCUMENTS / 4, "only " + edited + " documents could be edited");
    }

    @Test
    @DisplayName("PV-404: in any document a key that is taken out goes, and nothing else")
    void takesOutExactlyWhatItNames() throws EditRefusedException {
        int edited = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            long seed = SEED - 1 - i;
            RandomToml random = new RandomToml(new Random(seed));
            String before = random.document();
            List<String> path = random.path();
            DocumentEdit edit = DocumentEdit.absent(pointer(path));
            Optional<Edited> made = make(edit, before);
            if (made.isPresent() && !text(made.get().after()).equals(before) && readable(before)) {
                edited++;
                Map<Object, Object> expected = read(before);
                take(expected, path);
                assertEquals(
                        pruned(expected), pruned(read(text(made.get().after()))), () -> "seed " + seed + "\n" + before);
                Restored restored = editor.takeBack(
                        change(edit), made.get().after(), made.get().traces());
                assertEquals(
                        pruned(read(before)),
                        pruned(read(text(restored.after().orElseThrow()))),
                        () -> "seed " + seed + "\n" + before);
            }
        }
        assertTrue(edited > DOCUMENTS / 100, "only " + edited + " documents could be edited");
    }

    @Test
    @DisplayName("PV-404: the second reader sees in any document what tomlj sees")
    void readsLikeTomlj() {
        for (int i = 0; i < DOCUMENTS; i++) {
            long seed = SEED * 2 + i;
            String document = new RandomToml(new Random(seed)).document();
            assertEquals(tomlj(document), own(document), () -> "seed " + seed + "\n" + document);
        }
    }

    private static String tomlj(String document) {
        try {
            return Toml.parse(document.replace("\r\n", "\n")).hasErrors() ? "refused" : "accepted";
        } catch (RuntimeException e) {
            // Documents of random garbage bring tomlj 2.2.0 down.
            return own(document);
        }
    }

    private static String own(String document) {
        try {
            TomlReader.read(document);
            return "accepted";
        } catch (EditRefusedException e) {
            return "refused";
        }
    }

    private void check(long seed, String before, List<String> path, DocumentEdit edit, Edited made)
            throws EditRefusedException {
        String after = text(made.after());
        String message = "seed " + seed + "\n" + before + "\n---\n" + edit + "\n---\n" + after;
        Map<Object, Object> expected = read(before);
        put(
                expected,
                path,
                read("x = " + TomlValues.written(TomlValues.ofJson(edit.value().orElseThrow())))
                        .get("x"));
        assertEquals(expected, read(after), message);
        assertEquals(made.after(), make(edit, after).orElseThrow().after(), message);
        Restored restored = editor.takeBack(change(edit), made.after(), made.traces());
        assertEquals(List.of(), restored.left(), message);
        assertEquals(before, text(restored.after().orElseThrow()), message);
        String appended = after + (after.endsWith("\n") ? "" : "\n") + "[users.own]\nkey = 1 # kept\n";
        if (!Toml.parse(appended).hasErrors()) {
            String kept = text(editor.takeBack(change(edit), FileContent.of(appended), made.traces())
                    .after()
                    .orElseThrow());
            assertTrue(kept.endsWith("[users.own]\nkey = 1 # kept\n"), message);
            Map<Object, Object> both = read(before);
            put(both, List.of("users", "own", "key"), 1);
            assertEquals(both, read(kept), message);
        }
        assertFalse(after.contains("\r\n") && !before.contains("\r\n"), message);
    }

    private Optional<Edited> make(DocumentEdit edit, String document) {
        try {
            return Optional.of(editor.make(change(edit), Optional.of(FileContent.of(document))));
        } catch (EditRefusedException e) {
            return Optional.empty();
        }
    }

    private boolean readable(String document) {
        try {
            read(document);
            return true;
        } catch (JacksonException e) {
            // Jackson reads TOML 1.0 only.
            return false;
        }
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> read(String document) {
        return third.readValue(document, Map.class);
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<Object, Object> root, List<String> path, Object value) {
        Map<Object, Object> table = root;
        for (String name : path.subList(0, path.size() - 1)) {
            table = (Map<Object, Object>) table.computeIfAbsent(name, n -> new LinkedHashMap<>());
        }
        table.put(path.get(path.size() - 1), value);
    }

    private static void take(Map<Object, Object> root, List<String> path) {
        Map<?, ?> table = root;
        for (String name : path.subList(0, path.size() - 1)) {
            table = (Map<?, ?>) table.get(name);
        }
        table.remove(path.get(path.size() - 1));
    }

    /** Without empty tables: those that dotted keys make cannot stay behind. */
    private static Object pruned(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> rest = new LinkedHashMap<>();
            map.forEach((name, member) -> {
                Object inner = pruned(member);
                if (!Map.of().equals(inner)) {
                    rest.put(name, inner);
                }
            });
            return rest;
        }
        return value;
    }

    private static String pointer(List<String> path) {
        return path.stream()
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static Change.TomlEdit change(DocumentEdit edit) {
        return new Change.TomlEdit(
                ChangeInfo.wiring("default", "codex", "config", "sets a key"),
                Path.of("config.toml").toAbsolutePath(),
                List.of(edit));
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
