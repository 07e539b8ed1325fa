package io.headroom.compress.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Content;
import io.headroom.api.compress.Hint;
import io.headroom.api.compress.Mode;
import io.headroom.api.compress.RetrievalChannel;
import io.headroom.compress.CompressionEngine;
import io.headroom.compress.CompressionRequest;
import io.headroom.compress.Deadline;
import io.headroom.compress.Outcome;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-1102")
@DisplayName("C-1102: pages as the engine uses them")
class PagesInTheEngineTest {
    private static final long SEED = 4;
    private static final String PAGE = Pages.page(SEED).html();

    private static Outcome compress(String tool, Mode mode, RetrievalChannel channel) {
        try (Stores stores = Stores.inMemory("", 1 << 20);
                CompressionEngine engine = engine(stores)) {
            return engine.compress(
                    new CompressionRequest(new Content(PAGE), Hint.tool(tool), mode, channel), Deadline.never());
        }
    }

    @Test
    @DisplayName("C-1102, C-903: the footer counts what is left out and gives back the whole page")
    void footerCountsAndGivesBackAll() {
        Outcome outcome = compress("WebFetch", Mode.BALANCED, RetrievalChannel.cli());

        assertEquals("html", outcome.compressor().orElseThrow());
        assertTrue(outcome.verified());
        String footer = outcome.form().substring(outcome.form().lastIndexOf('\n') + 1);
        assertTrue(
                footer.matches(
                        "\\[headroom: ([0-9]+ characters, )?[0-9]+ tags, [0-9]+ scripts?, 1 style, ([0-9]+ images?, )?1 comment"
                                + " left out; read all with: headroom retrieve [0-9a-f]{24}-[0-9a-f]{8} --all\\]"),
                footer);
    }

    @Test
    @DisplayName("C-1102, C-909: without a channel, and where nothing may be left out, a page stays")
    void staysWithoutAChannel() {
        assertEquals(
                PAGE,
                compress("WebFetch", Mode.BALANCED, RetrievalChannel.none()).form());
        assertEquals(
                PAGE, compress("Read", Mode.BALANCED, RetrievalChannel.cli()).form());
        assertEquals(
                PAGE,
                compress("WebFetch", Mode.LOSSLESS, RetrievalChannel.cli()).form());
    }

    @Test
    @DisplayName("C-1102: a page whose words the parser moves stays, since its words would come in another order")
    void staysWhereTheParserMovesWords() {
        String kept = with("<table><tr><td>cell</td><td><p>stray words</p></td></tr></table>");
        String moved = with("<table><tr><td>cell</td></tr><p>stray words</p></table>");

        assertEquals("html", compress(kept).compressor().orElseThrow());
        assertEquals(moved, compress(moved).form());
    }

    @Test
    @DisplayName("C-1102, C-1005: a page is retrieved by lines and by a search, as its source has it")
    void isRetrievedInParts() throws Exception {
        String page = with("\n<p>a needle in it</p>\n<p>and more</p>\n");
        int line = (int) page.substring(0, page.indexOf("<p>a needle")).lines().count() + 1;
        try (Stores stores = Stores.inMemory("", 1 << 20);
                CompressionEngine engine = engine(stores)) {
            String id = engine.compress(request(page), Deadline.never()).id().orElseThrow();
            Retrieval retrieval = new Retrieval(stores.originals());

            Answer.Part lines = (Answer.Part) retrieval.retrieve(id, Slice.lines(line, line));
            Answer.Part hits = (Answer.Part) retrieval.retrieve(id, Slice.of(Map.of("grep", "needle")));

            assertEquals("<p>a needle in it</p>\n", lines.text());
            assertEquals(line + ":<p>a needle in it</p>\n", hits.text());
        }
    }

    private static String with(String more) {
        return PAGE.replace("</body>", more + "</body>");
    }

    private static CompressionEngine engine(Stores stores) {
        return CompressionEngine.builder()
                .compressors(List.of(new HtmlCompressor()))
                .originals(stores.originals())
                .patience(Duration.ofSeconds(10))
                .build();
    }

    private static CompressionRequest request(String page) {
        return new CompressionRequest(new Content(page), Hint.tool("WebFetch"), Mode.BALANCED, RetrievalChannel.cli());
    }

    private static Outcome compress(String page) {
        try (Stores stores = Stores.inMemory("", 1 << 20);
                CompressionEngine engine = engine(stores)) {
            return engine.compress(request(page), Deadline.never());
        }
    }
}
