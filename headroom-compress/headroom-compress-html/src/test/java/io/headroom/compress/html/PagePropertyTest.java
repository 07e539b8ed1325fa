package io.headroom.compress.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.testkit.TestContext;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-1102")
@DisplayName("C-1102: pages made at random")
class PagePropertyTest {
    private static final long SEED = 20_261_128L;
    private static final int PAGES = 400;

    @Test
    @DisplayName("C-1102: the form's words are those that the page was made of, in order")
    void showsTheWordsInOrder() throws Exception {
        int shortened = 0;
        for (int i = 0; i < PAGES; i++) {
            Pages.Made page = i % 4 == 3 ? Pages.fragment(SEED + i) : Pages.page(SEED + i);
            Optional<Compressed> form = Written.of(page.html());
            if (form.isEmpty()) {
                continue;
            }
            shortened++;
            Excerpt excerpt = new HtmlCompressor().excerpt(form.get().text());
            assertEquals(page.words(), words(excerpt, page.html()), "seed " + (SEED + i));
        }
        assertTrue(shortened > PAGES / 2, "only " + shortened + " of " + PAGES + " were shortened");
    }

    private static String words(Excerpt excerpt, String page) {
        StringBuilder words = new StringBuilder();
        for (Excerpt.Piece piece : excerpt.pieces()) {
            String html = piece instanceof Excerpt.Shown shown
                    ? shown.text()
                    : page.substring(
                            ((Excerpt.Gap) piece).leftOut().from() - 1,
                            ((Excerpt.Gap) piece).leftOut().to());
            words.append(PageScan.of(html, TestContext.lossless(Fidelity.DATA)).words());
        }
        return words.toString().replace('\n', ' ').strip();
    }

    @Test
    @DisplayName("C-1102, C-109: a page that is cut anywhere is declined, or its form is proven")
    void provesFormsOfBrokenPages() {
        String page = Pages.page(SEED).html();
        for (int from = 0; from < page.length(); from += 97) {
            Written.of(page.substring(from));
            Written.of(page.substring(0, page.length() - from));
            int at = from;
            Written.of(page.substring(0, at) + "</div><p><a href=x><table>" + page.substring(at));
        }
    }
}
