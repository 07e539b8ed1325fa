package io.headroom.deploy.edit.toml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;
import tools.jackson.dataformat.toml.TomlMapper;

class TomlEditorTest {
    private static final Set<DocumentEdit.Action> TAKING_OUT =
            Set.of(DocumentEdit.Action.ABSENT, DocumentEdit.Action.LACKS);

    private final TomlEditor editor = new TomlEditor();

    static Stream<TomlCorpus.Case> accepted() {
        return TomlCorpus.cases().stream().filter(c -> c.after().isPresent());
    }

    /** What is taken out comes back elsewhere, so that only additions and replacements come back to the byte. */
    static Stream<TomlCorpus.Case> added() {
        return accepted().filter(c -> c.edits().stream().noneMatch(e -> TAKING_OUT.contains(e.action())));
    }

    static Stream<TomlCorpus.Case> refused() {
        return TomlCorpus.cases().stream().filter(c -> c.after().isEmpty());
    }

    /** What comes back from an addition, where the user may edit around it. */
    static Stream<TomlCorpus.Case> rootKeysAdded() {
        return accepted()
                .filter(c -> c.edits().equals(TomlCorpus.root()))
                .filter(c -> c.before().isPresent() && c.after().isPresent())
                .filter(c -> !Toml.parse(text(c.before().get())).contains("openai_base_url"));
    }

    @ParameterizedTest
    @MethodSource("accepted")
    @DisplayName("PV-1303: each file of the corpus gets its expected text, and the same bytes again")
    void makesTheExpectedText(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));

        assertEquals(text(sample.after().orElseThrow()), text(edited.after()));
        Edited again = editor.make(change(sample.edits()), Optional.of(edited.after()));
        assertEquals(edited.after(), again.after());
        assertEquals(sample.edits().size(), edited.traces().size());
    }

    @ParameterizedTest
    @MethodSource("added")
    @DisplayName("PV-1303, D-208: what was made is taken back, to the very bytes")
    void takesBackWhatItMade(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));

        Restored restored = editor.takeBack(change(sample.edits()), edited.after(), edited.traces());

        assertEquals(List.of(), restored.left());
        assertEquals(sample.before().map(TomlEditorTest::text), restored.after().map(TomlEditorTest::text));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("PV-404, D-103: a file that cannot take the edit is refused, with its place")
    void refusesWithThePlace(TomlCorpus.Case sample) {
        EditRefusedException refusal = assertThrows(
                EditRefusedException.class,
                () -> editor.make(change(sample.edits()), sample.before().map(FileContent::of)));

        assertTrue(refusal.getMessage().startsWith(sample.refusal()), refusal.getMessage());
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName("PV-1303: the user appended a table; it stays, and only it")
    void keepsWhatTheUserAppended(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        String appended = "\n[user]\nmine = 1 # here\n";

        Restored restored = takeBack(sample, edited, text(edited.after()) + appended);

        assertEquals(
                text(sample.before().orElseThrow()) + appended,
                text(restored.after().orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName("PV-1303: the user changed our value; it is left and named")
    void leavesWhatTheUserChanged(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        String changed = text(edited.after()).replace(TomlCorpus.URL, "https://mine");

        Restored restored = takeBack(sample, edited, changed);

        assertEquals(changed, text(restored.after().orElseThrow()));
        assertEquals(List.of("/openai_base_url"), restored.left());
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName("PV-1303: the user deleted our line; nothing more is taken away")
    void takesNothingWhereTheUserDeletedOurs(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        String deleted =
                text(edited.after()).replaceFirst("\\topenai_base_url.*|openai_base_url *= *\"http://127.*", "# gone");

        Restored restored = takeBack(sample, edited, deleted);

        assertEquals(deleted, text(restored.after().orElseThrow()));
        assertEquals(List.of(), restored.left());
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName(
            "PV-1303, D-208: the user spelled our value otherwise and commented on it; ours goes, the comment stays")
    void comparesValuesAndNotTheirSpelling(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        String reformatted =
                text(edited.after()).replace('"' + TomlCorpus.URL + '"', "   '" + TomlCorpus.URL + "'   # why");

        Restored restored = takeBack(sample, edited, reformatted);

        String after = text(restored.after().orElseThrow());
        assertTrue(after.contains("# why"), after);
        assertEquals(meaning(text(sample.before().orElseThrow())), meaning(after));
        assertEquals(List.of(), restored.left());
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName("PV-1303: the user converted the line ends; ours goes, the others stay")
    void takesBackUnderOtherLineEnds(TomlCorpus.Case sample) throws EditRefusedException {
        Edited edited = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        String converted = text(edited.after()).replace("\r\n", "\n").replace("\n", "\r\n");

        Restored restored = takeBack(sample, edited, converted);

        String after = text(restored.after().orElseThrow());
        assertEquals(after.replace("\r\n", "\n").replace("\n", "\r\n"), after);
        assertEquals(meaning(text(sample.before().orElseThrow())), meaning(after));
    }

    @ParameterizedTest
    @MethodSource("rootKeysAdded")
    @DisplayName("PV-1303, D-209: a second profile above the first goes first, and then the first")
    void givesBackThroughTwoProfiles(TomlCorpus.Case sample) throws EditRefusedException {
        List<DocumentEdit> second = List.of(DocumentEdit.set("/openai_base_url", "\"http://127.0.0.1:9000/v1\""));
        Edited one = editor.make(change(sample.edits()), sample.before().map(FileContent::of));
        Edited two = editor.make(change(second), Optional.of(one.after()));

        Restored first = editor.takeBack(change(second), two.after(), two.traces());

        assertEquals(text(one.after()), text(first.after().orElseThrow()));
    }

    @Test
    @DisplayName("PV-403: tables that were made go once they are empty, and stay with what the user put there")
    void removesTheTablesThatItMadeOnlyWhenEmpty() throws EditRefusedException {
        List<DocumentEdit> edits = List.of(
                DocumentEdit.set("/mcp_servers/headroom/command", "\"/opt/headroom\""),
                DocumentEdit.set("/mcp_servers/headroom/args", "[\"mcp\", \"serve\"]"));
        Edited edited = editor.make(change(edits), Optional.of(FileContent.of("m = 1\n")));
        String wired = text(edited.after());

        assertEquals(
                "m = 1\n\n[mcp_servers.headroom]\ncommand = \"/opt/headroom\"\nargs = [\"mcp\", \"serve\"]\n", wired);
        assertEquals("m = 1\n", takenBack(edits, edited, wired));
        assertEquals("m = 1\n# x\n", takenBack(edits, edited, wired + "# x\n"));
        assertEquals("m = 1\n\n[mcp_servers.headroom]\nenv = 1\n", takenBack(edits, edited, wired + "env = 1\n"));
        assertEquals(
                "m = 1\n\n[mcp_servers.headroom]\nargs = []\n",
                takenBack(edits, edited, wired.replace("[\"mcp\", \"serve\"]", "[]")));
    }

    @Test
    @DisplayName(
            "D-103: values nested too deep for a parser are refused with their place, and values that TOML lacks are no edits")
    void survivesHostileInput() {
        FileContent deep = FileContent.of("a = " + "[".repeat(20_000) + "\n");
        EditRefusedException refusal = assertThrows(
                EditRefusedException.class, () -> editor.make(change(TomlCorpus.root()), Optional.of(deep)));

        assertEquals(1, refusal.line().orElseThrow());
        for (String value : List.of("null", "[null]", "9223372036854775808", "\"\\ud800\"", "1 2", "{")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> editor.make(change(List.of(DocumentEdit.set("/a", value))), Optional.empty()),
                    value);
        }
    }

    @Test
    @DisplayName("PV-404: what was taken out comes back, at the end of its table or array")
    void bringsBackWhatItTookOut() throws EditRefusedException {
        List<DocumentEdit> edits = List.of(
                DocumentEdit.absent("/t/b"),
                new DocumentEdit("/t/list", DocumentEdit.Action.LACKS, Optional.of("\"x\"")));
        String before = "[t]\nb = 0x1F\nlist = ['x', \"y\"]\nc = 2\n";
        Edited edited = editor.make(change(edits), Optional.of(FileContent.of(before)));

        assertEquals("[t]\nlist = [\"y\"]\nc = 2\n", text(edited.after()));
        assertEquals("[t]\nlist = [\"y\", 'x']\nc = 2\nb = 0x1F\n", takenBack(edits, edited, text(edited.after())));
    }

    @Test
    @DisplayName(
            "PV-401: tomlj counts columns in code points from 1, a tab as one, CRLF as one line end, and takes no BOM")
    void pinsWhatTheColumnsOfTomljCount() {
        TomlParseResult parsed = Toml.parse("x = { \"\uD83D\uDE00\" = 1, c = 2 }\r\n\r\n\t\"\u043A\" = 1\n");

        assertEquals("line 1, column 16", String.valueOf(parsed.inputPositionOf(List.of("x", "c"))));
        assertEquals("line 3, column 2", String.valueOf(parsed.inputPositionOf(List.of("\u043A"))));
        assertTrue(Toml.parse("\uFEFFx = 1\n").hasErrors());
    }

    @Test
    @DisplayName("PV-401: a refusal's column counts code points behind an emoji and a BOM")
    void countsCodePoints() {
        EditRefusedException refusal = assertThrows(
                EditRefusedException.class,
                () -> editor.make(
                        change(List.of(DocumentEdit.set("/x/y/z", "1"))),
                        Optional.of(FileContent.of("\uFEFFx = { \"\uD83D\uDE00\" = 1, y = 2 }\n"))));

        assertEquals("line 1, column 20: \"x.y\" is a single value, not a table", refusal.getMessage());
    }

    @Test
    @DisplayName("PV-404: what neither rule foresees is refused by the second look, never written")
    void refusesWhatWouldChangeMore() {
        assertThrows(
                EditRefusedException.class,
                () -> editor.make(
                        change(List.of(DocumentEdit.set("/x/a/c", "1"))),
                        Optional.of(FileContent.of("x = { a.b = 1 }\n"))));
    }

    private Restored takeBack(TomlCorpus.Case sample, Edited edited, String now) throws EditRefusedException {
        return editor.takeBack(change(sample.edits()), FileContent.of(now), edited.traces());
    }

    private String takenBack(List<DocumentEdit> edits, Edited edited, String now) throws EditRefusedException {
        return text(editor.takeBack(change(edits), FileContent.of(now), edited.traces())
                .after()
                .orElseThrow());
    }

    private static Map<?, ?> meaning(String text) {
        return new TomlMapper().readValue(text.replace("\uFEFF", "").replace("\r\n", "\n"), Map.class);
    }

    private static Change.TomlEdit change(List<DocumentEdit> edits) {
        return new Change.TomlEdit(
                ChangeInfo.wiring("default", "codex", "config", "sets the base URL"),
                Path.of("config.toml").toAbsolutePath(),
                edits);
    }

    private static String text(FileContent content) {
        return text(content.bytes());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
