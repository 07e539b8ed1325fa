package io.headroom.deploy.edit.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Restored;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("PV-1301")
@Tag("PV-1302")
@DisplayName("PV-1301, PV-1302: the corpus of JSON, JSONC and JSON5 files")
class JsonCorpusTest {
    private final JsonEditor editor = new JsonEditor();

    private static Stream<CorpusCase> all() {
        return Stream.concat(StrictCorpus.cases().stream(), WideCorpus.cases().stream());
    }

    static Stream<CorpusCase> wired() {
        return all().filter(c -> c.after().isPresent());
    }

    static Stream<CorpusCase> existing() {
        return wired().filter(c -> c.before().isPresent() && !blank(c));
    }

    static Stream<CorpusCase> refused() {
        return all().filter(c -> c.after().isEmpty());
    }

    private static boolean blank(CorpusCase c) {
        return !text(c.before().orElseThrow()).contains("{");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wired")
    void becomesWhatItShould(CorpusCase c) throws Exception {
        assertEquals(text(c.after().orElseThrow()), text(make(c).after()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wired")
    @DisplayName("PV-105: wiring again changes nothing")
    void wiringAgainChangesNothing(CorpusCase c) throws Exception {
        assertEquals(c.after(), Optional.of(editor.make(c.change(), c.after()).after()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    @DisplayName("PV-306, D-103: refused with line, column and reason")
    void isRefusedWithItsPlace(CorpusCase c) {
        EditRefusedException refusal =
                assertThrows(EditRefusedException.class, () -> editor.make(c.change(), c.before()));

        assertTrue(refusal.reason().contains(c.reason()), refusal.getMessage());
        if (c.line() >= 0) {
            assertEquals(
                    List.of(c.line(), c.column()),
                    List.of(refusal.line().orElse(0), refusal.column().orElse(0)));
        } else {
            assertTrue(refusal.line().isPresent(), refusal.getMessage());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wired")
    @DisplayName("D-208: taken back from an untouched file")
    void isTakenBack(CorpusCase c) throws Exception {
        Edited edited = make(c);

        Restored restored = editor.takeBack(c.change(), edited.after(), edited.traces());

        assertEquals(List.of(), restored.left());
        if (c.exact()) {
            assertEquals(c.before().map(JsonCorpusTest::text), restored.after().map(JsonCorpusTest::text));
        } else {
            assertEquals(
                    meaning(c.before().orElseThrow()), meaning(restored.after().orElseThrow()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    @DisplayName("D-208: a comment of the user's stays, in whatever syntax")
    void keepsCommentsOfTheUser(CorpusCase c) throws Exception {
        Edited edited = make(c);
        FileContent now = commented(edited.after());

        Restored restored = editor.takeBack(c.change(), now, edited.traces());

        assertEquals(List.of(), restored.left());
        if (c.exact()) {
            assertEquals(
                    text(commented(c.before().orElseThrow())),
                    text(restored.after().orElseThrow()));
        }
        assertEquals(meaning(c.before().orElseThrow()), meaning(restored.after().orElseThrow()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    @DisplayName("D-208: other line ends stay")
    void keepsOtherLineEnds(CorpusCase c) throws Exception {
        Edited edited = make(c);

        Restored restored = editor.takeBack(c.change(), windows(edited.after()), edited.traces());

        assertEquals(List.of(), restored.left());
        if (c.exact()) {
            assertEquals(
                    text(windows(c.before().orElseThrow())),
                    text(restored.after().orElseThrow()));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    @DisplayName("D-208: keys that the user appended stay")
    void keepsAppendedKeys(CorpusCase c) throws Exception {
        Edited edited = make(c);
        List<DocumentEdit> users =
                List.of(DocumentEdit.set("/zz-user", "{\"k\": [1]}"), DocumentEdit.set("/zz-more", "\"x\""));
        CorpusCase user = new CorpusCase("user", c.syntax(), users, c.before(), c.after(), 0, 0, "", false);

        FileContent now =
                editor.make(user.change(), Optional.of(edited.after())).after();
        Restored restored = editor.takeBack(c.change(), now, edited.traces());

        FileContent wanted = editor.make(user.change(), c.before()).after();
        assertEquals(List.of(), restored.left());
        assertEquals(meaning(wanted), meaning(restored.after().orElseThrow()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wired")
    @DisplayName("D-208: a value of ours that the user changed is left and named")
    void leavesWhatTheUserChanged(CorpusCase c) throws Exception {
        Edited edited = make(c);
        FileContent now = FileContent.of(text(edited.after()).replace("127.0.0.1:8787", "10.0.0.1:1"));

        Restored restored = editor.takeBack(c.change(), now, edited.traces());

        boolean ours = !edited.after().equals(now) && !c.before().equals(c.after());
        if (ours) {
            assertEquals(now, restored.after().orElseThrow());
            assertEquals(c.edits().stream().map(DocumentEdit::pointer).toList(), restored.left());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wired")
    @DisplayName("D-208: what the user deleted is no error")
    void acceptsThatTheUserDeletedIt(CorpusCase c) throws Exception {
        Edited edited = make(c);
        List<DocumentEdit> gone = c.edits().stream()
                .filter(e -> e.action() == DocumentEdit.Action.SET)
                .map(e -> DocumentEdit.absent(e.pointer()))
                .toList();
        CorpusCase user = new CorpusCase("user", c.syntax(), gone, c.before(), c.after(), 0, 0, "", false);
        FileContent now =
                editor.make(user.change(), Optional.of(edited.after())).after();

        Restored restored = editor.takeBack(c.change(), now, edited.traces());

        FileContent original = c.before().orElse(FileContent.of("{}"));
        FileContent wanted = editor.make(user.change(), Optional.of(original)).after();
        boolean nothingWas = edited.traces().stream()
                .allMatch(t -> t.former().isEmpty() || t.made().isPresent());
        if (nothingWas) {
            assertEquals(List.of(), restored.left());
        }
        assertEquals(meaning(wanted), meaning(restored.after().orElse(FileContent.of(""))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    @DisplayName("PV-712: taken back after the tool wrote its file anew")
    void isTakenBackFromAReformattedFile(CorpusCase c) throws Exception {
        Edited edited = make(c);

        Restored restored = editor.takeBack(c.change(), FileContent.of(meaning(edited.after())), edited.traces());

        assertEquals(List.of(), restored.left());
        assertEquals(meaning(c.before().orElseThrow()), meaning(restored.after().orElseThrow()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    @DisplayName("D-209: another profile in between")
    void bearsAnotherProfileInBetween(CorpusCase c) throws Exception {
        Edited first = make(c);
        List<DocumentEdit> others = c.edits().stream()
                .map(e -> new DocumentEdit(e.pointer(), e.action(), e.value().map(v -> v.replace("8787", "8788"))))
                .toList();
        CorpusCase other = new CorpusCase("other", c.syntax(), others, c.before(), c.after(), 0, 0, "", false);

        Edited second = editor.make(other.change(), Optional.of(first.after()));
        Restored upper = editor.takeBack(other.change(), second.after(), second.traces());
        Restored lower = editor.takeBack(c.change(), upper.after().orElseThrow(), first.traces());

        assertEquals(text(first.after()), text(upper.after().orElseThrow()));
        assertEquals(meaning(c.before().orElseThrow()), meaning(lower.after().orElseThrow()));
    }

    private Edited make(CorpusCase c) throws EditRefusedException {
        return editor.make(c.change(), c.before());
    }

    /** What a document means, its members sorted; an empty file means an empty object. */
    private String meaning(FileContent content) throws EditRefusedException {
        return editor.find(content.bytes(), JsonSyntax.JSON5, "")
                .map(Located::json)
                .orElse("{}");
    }

    private static FileContent commented(FileContent content) {
        String text = text(content);
        List<String> marked = new ArrayList<>(List.of("", text));
        if (text.startsWith("\uFEFF")) {
            marked = List.of("\uFEFF", text.substring(1));
        }
        return FileContent.of(marked.get(0) + "// mine: {\n" + marked.get(1) + "/* also mine */");
    }

    private static FileContent windows(FileContent content) {
        return FileContent.of(text(content).replace("\r\n", "\n").replace("\n", "\r\n"));
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.UTF_8);
    }
}
