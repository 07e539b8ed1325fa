package io.headroom.compress.retrieve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LeftOut.Unit;
import io.headroom.api.compress.RetrievalChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-903")
class FooterTest {
    private static final RetrievalId ID = new RetrievalId("3fa94c01d7e2b8896a10ff42", "9b1c2e07");
    private static final String CALL = "headroom retrieve " + ID;

    @Test
    @DisplayName("C-903: how much of how much, and the call with the first gap as example")
    void namesAmountsAndTheCall() throws NoSuchSliceException {
        String sixty = "[" + "1,".repeat(59) + "1]";

        assertEquals(
                "[headroom: 55 of 60 rows left out; read any with: " + CALL + " --rows 3-36]",
                cli(sixty, gap(Unit.ROW, "", 3, 36), gap(Unit.ROW, "", 38, 58)));
        assertEquals(
                "[headroom: 34 of 60 rows left out; read any with: mcp__headroom__headroom_retrieve id=" + ID
                        + " rows=3-36]",
                Footer.write(
                        ID,
                        RetrievalChannel.tool("mcp__headroom__headroom_retrieve"),
                        List.of(gap(Unit.ROW, "", 3, 36)),
                        new Slicer(sixty)));
    }

    @Test
    @DisplayName("C-903: places in a document are named by path, quoted for a shell; totals add up")
    void namesPaths() throws NoSuchSliceException {
        String document = "{\"it's\":[1,2,3,4,5],\"b\":[1,2,3,4,5,6]}";

        assertEquals(
                "[headroom: 6 of 11 items left out; read any with: " + CALL + " --path '/it'\\''s' --rows 2-4]",
                cli(document, gap(Unit.ITEM, "/it's", 2, 4), gap(Unit.ITEM, "/b", 1, 3)));
    }

    @Test
    @DisplayName("C-903: several units are told apart; what is not numbered in the original can be read as a whole")
    void tellsUnitsApart() throws NoSuchSliceException {
        assertEquals(
                "[headroom: 2 of 3 lines, 1 overwritten update, 9 control codes left out; read any with: " + CALL
                        + " --lines 2-3]",
                cli(
                        "a\nb\nc\n",
                        gap(Unit.LINE, "", 2, 3),
                        gap(Unit.UPDATE, "", 1, 1),
                        new LeftOut(Unit.CODE, 1, 9, 9, "")));
        assertEquals(
                "[headroom: 412 words left out; read all with: " + CALL + " --all]",
                cli("prose", new LeftOut(Unit.WORD, 1, 980, 412, "")));
    }

    @Test
    @DisplayName("C-904: an id is found in the last line alone, whatever line ends follow")
    void findsIdsInTheLastLineAlone() {
        String footer = "[headroom: 1 of 3 lines left out; read any with: " + CALL + " --lines 2]";

        assertEquals(Optional.of(ID), Footer.id("a\n" + footer));
        assertEquals(Optional.of(ID), Footer.id("a\n" + footer + "\r\n\n"));
        assertEquals(Optional.of(ID), Footer.id(footer));
        assertEquals(Optional.empty(), Footer.id(footer + "\nb"));
        assertEquals(Optional.empty(), Footer.id("a\n " + footer));
        assertEquals(Optional.empty(), Footer.id("[headroom: " + ID + " is an id]"));
        assertEquals(Optional.empty(), Footer.id("a\n" + footer.replace("9b1c2e07", "9b1c2e071")));
        assertEquals(Optional.empty(), Footer.id(""));
    }

    @Test
    @DisplayName("C-903: a path that would break the line is no example")
    void staysOneLine() throws NoSuchSliceException {
        String document = "{\"a\\nb\":[1,2,3,4],\"c\":[1,2,3,4]}";

        assertEquals(
                "[headroom: 6 of 8 rows left out; read any with: " + CALL + " --path /c --rows 1-3]",
                cli(document, gap(Unit.ROW, "/a\nb", 1, 3), gap(Unit.ROW, "/c", 1, 3)));
    }

    private static String cli(String original, LeftOut... gaps) throws NoSuchSliceException {
        return Footer.write(ID, RetrievalChannel.cli(), List.of(gaps), new Slicer(original));
    }

    private static LeftOut gap(Unit unit, String path, int from, int to) {
        return new LeftOut(unit, path, from, to, to - from + 1, "");
    }
}
