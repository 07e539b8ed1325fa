package io.headroom.deploy.edit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("D-208")
@DisplayName("D-208, PV-305: our part of a JSON document, looked up and taken back")
class JsonEditorTest {
    private static final DocumentEdit URL = DocumentEdit.set("/env/URL", "\"ours\"");

    private final JsonEditor editor = new JsonEditor();

    @Test
    @DisplayName("D-208: a file that we made goes with what we put into it")
    void removesTheFileThatItMade() throws Exception {
        Edited edited = editor.make(change(URL), Optional.empty());

        assertEquals(
                new Restored(Optional.empty(), List.of()),
                editor.takeBack(change(URL), edited.after(), edited.traces()));
    }

    @Test
    void keepsTheFileThatItMadeOnceTheUserWroteIntoIt() throws Exception {
        Edited edited = editor.make(change(URL), Optional.empty());

        assertEquals(
                "{\n  \"mine\": 1\n}\n",
                after(edited, "{\n  \"mine\": 1,\n  \"env\": {\n    \"URL\": \"ours\"\n  }\n}\n", URL));
        assertEquals(
                "{\n  // mine\n}\n", after(edited, "{\n  // mine\n  \"env\": {\n    \"URL\": \"ours\"\n  }\n}\n", URL));
        assertEquals("{}\n// mine\n", after(edited, "{\"env\": {\"URL\": \"ours\"}}\n// mine\n", URL));
    }

    @Test
    void keepsAContainerThatItMadeWhileSomethingIsInIt() throws Exception {
        Edited edited = editor.make(change(URL), Optional.of(FileContent.of("{\"a\": 1}")));

        assertEquals(
                "{\"a\": 1, \"env\": {\"mine\": 2}}",
                after(edited, "{\"a\": 1, \"env\": {\"URL\": \"ours\", \"mine\": 2}}", URL));
        assertEquals(
                "{\"a\": 1, \"env\": { /* mine */ }}",
                after(edited, "{\"a\": 1, \"env\": { /* mine */ \"URL\": \"ours\"}}", URL));
        assertEquals("{\"a\": 1}", after(edited, "{\"a\": 1, \"env\": {}}", URL));
    }

    @Test
    @DisplayName("ours is a value, not a spelling")
    void knowsItsValueInAnotherSpelling() throws Exception {
        DocumentEdit object = DocumentEdit.set("/m", "{\"n\": 100, \"s\": \"a/b\"}");
        Edited edited = editor.make(change(object), Optional.of(FileContent.of("{\"m\": {\"old\": [1,\n 2]}}")));

        assertEquals(
                "{\"m\": {\"old\": [1,\n 2]}}",
                after(edited, "{\"m\": {\"s\": \"\\u0061\\/b\",\n \"n\": 1e2}}", object));
    }

    @Test
    @DisplayName("D-102: a former text has the line ends that the file has now")
    void bringsAFormerTextWithTheLineEndsOfToday() throws Exception {
        DocumentEdit object = DocumentEdit.set("/m", "1");
        Edited edited =
                editor.make(change(object), Optional.of(FileContent.of("{\n  \"m\": {\n    \"old\": 2\n  }\n}\n")));

        assertEquals(
                "{\r\n  \"m\": {\r\n    \"old\": 2\r\n  }\r\n}\r\n", after(edited, "{\r\n  \"m\": 1\r\n}\r\n", object));
    }

    @Test
    void leavesWhatIsThereTwiceByNow() throws Exception {
        Edited edited = editor.make(change(URL), Optional.of(FileContent.of("{\"env\": {}}")));
        FileContent now = FileContent.of("{\"env\": {\"URL\": \"ours\"}, \"env\": {\"URL\": \"mine\"}}");

        assertEquals(
                new Restored(Optional.of(now), List.of("/env/URL")),
                editor.takeBack(change(URL), now, edited.traces()));
    }

    @Test
    void givesBackWhatItTookOutUnlessTheUserWroteItAnew() throws Exception {
        DocumentEdit gone = DocumentEdit.absent("/env/URL");
        Edited edited = editor.make(
                change(gone),
                Optional.of(FileContent.of("{\n  \"env\": {\n    \"A\": 1,\n    \"URL\": 'x' // x\n  }\n}"
                        .replace('\'', '"')
                        .replace(" // x", ""))));

        assertEquals(
                "{\n  \"env\": {\n    \"A\": 1\n  }\n}",
                new String(edited.after().bytes(), StandardCharsets.UTF_8));
        assertEquals("{\"env\": {\"B\": 2, \"URL\": \"x\"}}", after(edited, "{\"env\": {\"B\": 2}}", gone));
        FileContent mine = FileContent.of("{\"env\": {\"URL\": \"mine\"}}");
        assertEquals(
                new Restored(Optional.of(mine), List.of("/env/URL")),
                editor.takeBack(change(gone), mine, edited.traces()));
    }

    @Test
    @DisplayName("D-103: a document that is broken by now is refused, with its place")
    void refusesToTakeBackFromABrokenDocument() throws Exception {
        Edited edited = editor.make(change(URL), Optional.of(FileContent.of("{}")));

        EditRefusedException refusal = assertThrows(
                EditRefusedException.class,
                () -> editor.takeBack(change(URL), FileContent.of("{\n  \"env\": }"), edited.traces()));

        assertEquals("line 2, column 10: found }, expected a value", refusal.getMessage());
    }

    @Test
    void findsAValueWithItsPlace() throws Exception {
        byte[] document = "\uFEFF{\r\n  'ключ': [ {n: +0x10, b: 'x'} ]}".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                Optional.of(new Located("{n: +0x10, b: 'x'}", "{\"b\":\"x\",\"n\":16}", 2, 13)),
                editor.find(document, JsonSyntax.JSON5, "/ключ/0"));
        assertEquals(Optional.empty(), editor.find(document, JsonSyntax.JSON5, "/ключ/1"));
        assertEquals(Optional.empty(), editor.find(document, JsonSyntax.JSON5, "/x/y"));
        assertThrows(EditRefusedException.class, () -> editor.find(document, JsonSyntax.JSONC, "/x"));
    }

    @Test
    @DisplayName("PV-306: 512 levels need little stack")
    void readsDeepDocumentsOnASmallStack() throws Exception {
        String deep = "{\"a\": " + "[".repeat(511) + "]".repeat(511) + "}";
        AtomicReference<Object> result = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        result.set(editor.make(
                                        change(DocumentEdit.set("/a", deep.substring(6, deep.length() - 1))),
                                        Optional.of(FileContent.of(deep)))
                                .after());
                    } catch (EditRefusedException | StackOverflowError e) {
                        result.set(e);
                    }
                },
                "small stack",
                384 * 1024);
        small.start();
        small.join();

        assertEquals(FileContent.of(deep), result.get());
    }

    @Test
    void rejectsAValueThatIsNoJson() {
        assertThrows(
                IllegalArgumentException.class,
                () -> editor.make(change(DocumentEdit.set("/a", "{\"b\": ")), Optional.empty()));
    }

    private String after(Edited edited, String now, DocumentEdit... edits) throws EditRefusedException {
        Restored restored = editor.takeBack(change(edits), FileContent.of(now), edited.traces());
        return new String(restored.after().orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static Change.JsonEdit change(DocumentEdit... edits) {
        ChangeInfo info = ChangeInfo.wiring("default", "tool", "settings", "wires it");
        return new Change.JsonEdit(info, Path.of("settings.json").toAbsolutePath(), JsonSyntax.STRICT, List.of(edits));
    }
}
