package io.headroom.deploy.edit.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.headroom.api.change.Change;
import io.headroom.api.change.Change.BlockEdit.Place;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Restored;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockEditorTest {
    private static final String BLOCK = "# >>> headroom p >>>\none '\\1' $x\ntwo\n# <<< headroom p <<<\n";

    private final BlockEditor editor = new BlockEditor();
    private final Change.BlockEdit change = change("headroom p", Place.END, "one '\\1' $x", "two");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a\n",
                "a",
                "a\r\nb\r\n",
                "\u00EF\u00BB\u00BFa\n",
                "\u00EF\u00BB\u00BF",
                "\n\na\n\n",
                "a\\",
                "a\\\n",
                "a\\\\\n",
                "caf\u00E9\n",
                "# see # >>> headroom p >>>\n",
                "# >>> headroom q >>>\nx\n# <<< headroom q <<<\n",
                "# >>> headroom q >>>\n",
                "# >>> headroom pp >>>\nx\n# <<< headroom pp <<<\n"
            })
    @DisplayName("PV-504, PV-1304: a block goes behind any text, is found again, and goes without a trace")
    void goesBehindAnyText(String latin1) throws EditRefusedException {
        FileContent before = content(latin1);
        Edited edited = editor.make(change, Optional.of(before));

        String after = text(edited.after());
        assertEquals(latin1, after.substring(0, latin1.length()));
        assertEquals(BLOCK, after.substring(after.length() - BLOCK.length()));
        assertEquals(
                edited.after(), editor.make(change, Optional.of(edited.after())).after());
        Restored restored = editor.takeBack(change, edited.after(), edited.traces());
        assertEquals(Optional.of(before), restored.after());
        assertEquals(List.of(), restored.left());
    }

    @Test
    @DisplayName("PV-504: the line end that was missing is remembered and goes with the block")
    void remembersTheMissingLineEnd() throws EditRefusedException {
        Edited edited = editor.make(change, Optional.of(content("a")));

        assertEquals("a\n" + BLOCK, text(edited.after()));
        assertEquals(Optional.of("\n"), edited.traces().get(0).made());
        assertEquals("a\nb\n", takenBack(edited, text(edited.after()) + "b\n"));
    }

    @Test
    @DisplayName("PV-1304: behind a backslash comes an empty line, so that the marker is not part of the line above")
    void keepsTheMarkerOutOfAContinuedLine() throws EditRefusedException {
        assertEquals(
                "a\\\n\n" + BLOCK,
                text(editor.make(change, Optional.of(content("a\\\n"))).after()));
    }

    @Test
    @DisplayName("PV-505: a file that was made for the block goes with it, unless something else is in it")
    void removesTheFileThatItMade() throws EditRefusedException {
        Edited edited = editor.make(change, Optional.empty());

        assertEquals(BLOCK, text(edited.after()));
        assertEquals(
                Optional.empty(),
                editor.takeBack(change, edited.after(), edited.traces()).after());
        assertEquals("mine\n", takenBack(edited, BLOCK + "mine\n"));
    }

    @Test
    @DisplayName(
            "PV-1304: a byte order mark alone is a line of its own, since shells would take it for part of the marker")
    void keepsTheMarkerOffAByteOrderMark() throws EditRefusedException {
        assertEquals(
                "\u00EF\u00BB\u00BF\n" + BLOCK,
                text(editor.make(change, Optional.of(content("\u00EF\u00BB\u00BF")))
                        .after()));
    }

    @Test
    @DisplayName("D-101: at the top it stands before the first line, behind a byte order mark")
    void goesToTheTop() throws EditRefusedException {
        Change.BlockEdit top = change("headroom p", Place.TOP, "x");

        assertEquals(
                "\u00EF\u00BB\u00BF# >>> headroom p >>>\nx\n# <<< headroom p <<<\na\n",
                text(editor.make(top, Optional.of(content("\u00EF\u00BB\u00BFa\n")))
                        .after()));
    }

    @Test
    @DisplayName("D-105: an older block is replaced literally, in its place, and comes back")
    void replacesItsOwnBlock() throws EditRefusedException {
        String before = "a\n# >>> headroom p >>>  \r\nold\r\n# <<< headroom p <<<\r\nb\n";
        Edited edited = editor.make(change, Optional.of(content(before)));

        assertEquals(
                "a\n# >>> headroom p >>>  \r\none '\\1' $x\ntwo\n# <<< headroom p <<<\r\nb\n", text(edited.after()));
        assertEquals(before, takenBack(edited, text(edited.after())));
    }

    @Test
    @DisplayName("PV-1304: text of the user's inside our block stays and is reported")
    void keepsTheUsersTextInside() throws EditRefusedException {
        Edited edited = editor.make(change, Optional.of(content("a\n")));
        String now = text(edited.after()).replace("two\n", "mine\ntwo\n");

        Restored restored = editor.takeBack(change, content(now), edited.traces());

        assertEquals("a\nmine\n", text(restored.after().orElseThrow()));
        assertEquals(List.of("headroom p"), restored.left());
    }

    @Test
    @DisplayName("PV-504: a block whose line ends were converted goes as a whole")
    void takesAConvertedBlockBack() throws EditRefusedException {
        Edited edited = editor.make(change, Optional.of(content("a\n")));

        assertEquals("a\r\nb", takenBack(edited, text(edited.after()).replace("\n", "\r\n") + "b"));
        assertEquals("a", takenBack(editor.make(change, Optional.of(content("a"))), "a\n" + BLOCK.stripTrailing()));
    }

    @Test
    @DisplayName("D-208: a block that the user deleted is not missed")
    void takesNothingWhereTheBlockIsGone() throws EditRefusedException {
        Edited edited = editor.make(change, Optional.of(content("a\n")));

        assertEquals("b\n", takenBack(edited, "b\n"));
    }

    @Test
    @DisplayName("D-209: three profiles go in any order, and the original bytes are back")
    void livesWithOtherProfiles() throws EditRefusedException {
        for (long seed = 1; seed <= 30; seed++) {
            Random random = new Random(seed);
            List<Change.BlockEdit> profiles = new ArrayList<>(List.of(
                    change("headroom p", Place.END, "1"),
                    change("headroom q", Place.END, "2"),
                    change("headroom p2", Place.END, "3")));
            FileContent text = content("a\n");
            Map<Change.BlockEdit, Edited> made = new HashMap<>();
            for (Change.BlockEdit profile : profiles) {
                made.put(profile, editor.make(profile, Optional.of(text)));
                text = made.get(profile).after();
            }
            Collections.shuffle(profiles, random);
            for (Change.BlockEdit profile : profiles) {
                text = editor.takeBack(profile, text, made.get(profile).traces())
                        .after()
                        .orElseThrow();
            }
            assertEquals("a\n", text(text), "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a;# >>> headroom p >>>;x|2|has no",
                "# <<< headroom p <<<|1|does not belong here",
                "# >>> headroom p >>>;# <<< headroom p <<<;# >>> headroom p >>>;# <<< headroom p <<<|3|begins in line 1",
                "# >>> headroom p >>>;# >>> headroom p >>>;# <<< headroom p <<<|2|begins in line 1",
                "# >>> headroom p >>>;# <<< headroom p <<<;# <<< headroom p <<<|3|begins in line 1",
                "a;.# >>> headroom p >>>;.# <<< headroom p <<<|2|is indented",
                "# >>> headroom p >>>;.# <<< headroom p <<<|2|is indented, while a block begins in line 1"
            })
    @DisplayName(
            "PV-504: markers without their other half, doubled or indented are refused with their lines, nothing is cut")
    void refusesMarkersThatDoNotMatch(String lines, int line, String reason) {
        FileContent before = content(lines.replace(';', '\n').replace('.', '\t') + "\n");

        EditRefusedException refusal =
                assertThrows(EditRefusedException.class, () -> editor.make(change, Optional.of(before)));

        assertEquals(line, refusal.line().orElseThrow());
        assertEquals(true, refusal.reason().contains(reason), refusal.reason());
    }

    private String takenBack(Edited edited, String now) throws EditRefusedException {
        return text(
                editor.takeBack(change, content(now), edited.traces()).after().orElseThrow());
    }

    private static Change.BlockEdit change(String marker, Place place, String... lines) {
        return new Change.BlockEdit(
                ChangeInfo.wiring("p", "environment", "bash", "sets variables"),
                Path.of("rc").toAbsolutePath(),
                marker,
                List.of(lines),
                place);
    }

    private static FileContent content(String latin1) {
        return FileContent.of(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String text(FileContent content) {
        return new String(content.bytes(), StandardCharsets.ISO_8859_1);
    }
}
