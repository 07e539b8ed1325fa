package io.headroom.compress.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.LeftOut;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-1102")
@DisplayName("C-1102: what a page becomes")
class GoldenPagesTest {
    /** Enough text and markup for a page to be worth it. */
    private static final String PADDING =
            "<p class=\"text text--body text--wide\" data-part=\"body\" style=\"margin:0 auto\">"
                    + "Enough words. ".repeat(16)
                    + "</p><script>window.dataLayer = window.dataLayer || []; "
                    + "push('config', {anonymize: true, page: location.href, title: document.title}); ".repeat(24)
                    + "</script>";

    private static final String PADDED = ("Enough words. ".repeat(16)).strip() + "\n";

    private static Optional<Compressed> page(String body) {
        return Written.of(
                "<!doctype html><html><head><title>T</title></head><body>" + body + PADDING + "</body></html>");
    }

    private static void assertBecomes(String expected, String body) {
        String form = page(body).orElseThrow().text();
        assertEquals("[web page as text]\nT\n" + expected + PADDED, form);
    }

    @Test
    void headingsHaveTheirLevel() {
        assertBecomes("# One\n### Three (a)\nplain\n", "<h1>One</h1><h3>Three <i>(a)</i></h3>plain");
    }

    @Test
    void listsNestAndCount() {
        assertBecomes(
                "- a\n  - b\n  - c\n- d\n3. e\n4. f\n",
                "<ul><li>a<ul><li>b<li>c</ul><li>d</ul><ol start=3><li>e</li><li>f</li></ol>");
    }

    @Test
    void linksShowWhereTheyLead() {
        assertBecomes(
                "See [the docs](/docs?a=1&b=2), x. [](/i)[1] end https://a.example/\n",
                "<p>See <a href='/docs?a=1&amp;b=2'>the docs</a>, <a href=#top>x</a>. <a href=/i>[1]</a> end "
                        + "<a href=https://a.example/>https://a.example/</a></p>");
    }

    @Test
    void aLinkAroundBlocksComesFirst() {
        assertBecomes("### [Card](/c)\nmore\n", "<a href=/c><h3>Card</h3><p>more</p></a>");
    }

    @Test
    void tablesAreRows() {
        assertBecomes(
                "Prices\n2 rows by |: Name|Price\nA, B|1\n[C](/c)|2\n",
                "<table><caption>Prices</caption><tr><th>Name<th>Price<tr><td>A, B<td>1<tr><td><a href=/c>C</a><td>2</table>");
    }

    @Test
    void spansKeepTheirColumns() {
        assertBecomes(
                "3 rows:\nwide,,z\ntall,b,c\n,e,f\n",
                "<table><tr><td colspan=2>wide<td>z<tr><td rowspan=2>tall<td>b<td>c<tr><td>e<td>f</table>");
    }

    @Test
    void tablesThatLayOutThePageAreLines() {
        assertBecomes(
                "left\n- item\nright\n\n".replace("\n\n", "\n"),
                "<table><tr><td>left<ul><li>item</ul><td>right</table>");
    }

    @Test
    void codeIsVerbatim() {
        assertBecomes(
                "````\nif (a < b)  {\n\t```\n}\n````\n",
                "<pre><code>\nif (a &lt; b)  {<br>\t<b>```</b>\n}\n</code></pre>");
    }

    @Test
    void textThatReadsLikeAMarkIsTold() {
        assertBecomes(
                "\\# no heading\n\\- no item\n\\3 rows: none\n\\[characters 1-9 left out; navigation]\n[a]\\(b)\n\\\\ x\n",
                "<p># no heading<p>- no item<p>3 rows: none<p>[characters 1-9 left out; navigation]<p>[a](b)<p>\\ x");
    }

    @Test
    void wordsEndWhereABrowserEndsThem() {
        assertBecomes(
                "foobar baz\nqux a b\n",
                "<p>foo<b>bar</b>\n baz<div>qux&nbsp;<button>a</button><button>b</button></div>");
    }

    @Test
    @DisplayName("C-1102, C-902: navigation is named in its place, other markup counted")
    void navigationIsNamedInItsPlace() {
        String nav = "<nav class=top>" + "<a href=/somewhere>somewhere else</a> ".repeat(9) + "</nav>";
        Compressed form = page("<p>a</p>" + nav + "<p>b<img src=x><svg></svg></p><!-- c -->")
                .orElseThrow();

        LeftOut gap = form.leftOut().get(0);
        assertEquals(LeftOut.Unit.CHARACTER, gap.unit());
        assertEquals(nav.length(), gap.count());
        assertTrue(
                form.text().contains("\na\n[characters " + gap.from() + "-" + gap.to() + " left out; navigation]\nb\n"),
                form.text());
        assertEquals(
                List.of("navigation", "tag", "script", "image", "comment"),
                form.leftOut().stream().map(LeftOut::what).toList());
        assertEquals(2, form.leftOut().get(3).count());
    }

    @Test
    @DisplayName("C-1102: XML, applications without text and prose stay")
    void declinesOthers() {
        String rows = "<entry><id>1</id><title>x</title></entry>\n".repeat(60);
        assertEquals(Optional.empty(), Written.of("<?xml version=\"1.0\"?>\n<feed>" + rows + "</feed>"));
        assertEquals(Optional.empty(), Written.of("<feed>" + rows + "</feed>"));
        assertEquals(
                Optional.empty(),
                Written.of("<!doctype html><div id=root></div><script>" + "var a = 1;\n".repeat(200) + "</script>"));
        assertEquals(Optional.empty(), Written.of("<p>" + "Many words and hardly a tag. ".repeat(100) + "</p>"));
        assertEquals(Optional.empty(), Written.of("All about &lt;html>. ".repeat(100)));
    }
}
