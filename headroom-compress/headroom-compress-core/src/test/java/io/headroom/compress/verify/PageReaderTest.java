package io.headroom.compress.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.Compressed;
import io.headroom.api.compress.CompressionContext;
import io.headroom.api.compress.Content;
import io.headroom.api.compress.Excerpt;
import io.headroom.api.compress.Fidelity;
import io.headroom.api.compress.LeftOut;
import io.headroom.api.compress.LossyCompressor;
import io.headroom.api.compress.ShorteningContext;
import io.headroom.compress.retrieve.Slicer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("C-1102")
@DisplayName("C-1102: the words of a page, as the engine reads them")
class PageReaderTest {
    private static final CharacterReferences REFERENCES = new CharacterReferences();

    private static String words(String page) {
        return PageReader.read(page, REFERENCES).words().replace('\n', ' ').strip();
    }

    @ParameterizedTest
    @DisplayName("C-1102: tokens are read as the HTML standard says")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a<!-- b --> c ~ a c",
                "a<!--> b ~ a b",
                "a<!-- b --!> c ~ a c",
                "a<!-- b -- > c ~ a",
                "a</ b>c ~ ac",
                "a</>b ~ ab",
                "a<?php b ?>c ~ ac",
                "a < b <3 ~ a < b <3",
                "a<b title='>'>c</b>d ~ acd",
                "a<p>b ~ a b",
                "a<td>b</td>c ~ a b c",
                "a<script>b<!--<script>c</script>d--></script>e ~ a e",
                "a<script>b</scripty></script>e ~ a e",
                "a<style>b</style >c ~ a c",
                "<title>a<b>&amp;</title>c ~ a<b>& c",
                "a<iframe>b</iframe>c ~ a c",
                "a<br/>b ~ a b",
                "a<b ~ a",
                "a&nbsp;b&amp;c ~ a b&c",
                "&notit; &notin; &copy2 ~ \u00acit; \u2209 \u00a92",
                "&#65;&#x42;&#128; &#0; ~ AB\u20ac \ufffd",
                "&nosuch; & &; ~ &nosuch; & &;"
            })
    void readsTokens(String page, String words) {
        assertEquals(words, words(page));
    }

    @Test
    @DisplayName("C-1102: links and markup are found where they are")
    void findsLinksAndMarkup() {
        Page page = PageReader.read(
                "<!doctype html><p>ab <A x=1 HREF=' /q?a=1&amp;copy=2&lt '>c</a><img src=y><script></script>",
                REFERENCES);

        assertEquals(List.of(new Page.Target(2, "/q?a=1&copy=2<")), page.targets());
        assertEquals(
                List.of("4 tag", "1 script", "1 image"),
                page.markup().stream()
                        .map(gap -> gap.count() + " " + gap.what())
                        .toList());
    }

    @Test
    @DisplayName("C-1102, C-108: pages that never end what they begin are read in linear time")
    void readsHostilePages() {
        for (String part : List.of(
                "<!--", "<a href=\"", "<script>", "<title>", "&", "<", "</", "<svg><p ", "</>", "<!--<script>", "--")) {
            PageReader.read(part.repeat(200_000), REFERENCES);
        }
    }

    /** Reads any form as an excerpt that was made for it. */
    private record Fixed(Excerpt made) implements LossyCompressor {
        @Override
        public String id() {
            return "fixed";
        }

        @Override
        public Optional<Compressed> compress(Content content, CompressionContext context) {
            return Optional.empty();
        }

        @Override
        public String decode(String form) {
            return form;
        }

        @Override
        public Optional<Compressed> shorten(Content content, ShorteningContext context) {
            return Optional.empty();
        }

        @Override
        public Excerpt excerpt(String form) {
            return made;
        }
    }

    private static final String PAGE = "<p>one <a href=/x>two</a></p><nav>three</nav><p>four</p>";

    private static Optional<String> check(List<LeftOut> markup, Excerpt.Piece... pieces) {
        Excerpt excerpt = new Excerpt(Excerpt.Basis.VISIBLE_WORDS, List.of(pieces));
        List<LeftOut> leftOut = new ArrayList<>(excerpt.leftOut());
        leftOut.addAll(markup);
        return new RoundTrip()
                .check(
                        new Fixed(excerpt),
                        new Compressed("form", Fidelity.LOSSY, leftOut),
                        PAGE,
                        () -> new Slicer(PAGE));
    }

    private static Excerpt.Shown shown(String html) {
        return new Excerpt.Shown(html);
    }

    private static List<LeftOut> tags(int count) {
        return List.of(new LeftOut(LeftOut.Unit.MARKUP, 1, count, count, "tag"));
    }

    @Test
    @DisplayName("C-1102, C-109: a form with the words of its page is proven, with a gap or without")
    void provesForms() {
        Excerpt.Gap nav = new Excerpt.Gap(new LeftOut(LeftOut.Unit.CHARACTER, 30, 45, 16, "navigation"));

        assertEquals(Optional.empty(), check(tags(8), shown("one two<br>three<br>four")));
        assertEquals(Optional.empty(), check(tags(8), shown("one <a href='/x'>two</a> "), nav, shown("<p>four")));
    }

    @Test
    @DisplayName("C-1102, C-109: dropped, swapped, joined, invented words, wrong links and counts are caught")
    void refusesOthers() {
        for (String html :
                List.of("one two four", "one three two four", "onetwo three four", "one two three four five", "")) {
            assertTrue(check(tags(8), shown(html)).isPresent(), html);
        }
        for (String link : List.of("<a href=/y>two</a>", "two <a href=/x>", "<a href=/x><a href=/x>two")) {
            assertTrue(check(tags(8), shown("one " + link + " three four")).isPresent(), link);
        }
        assertTrue(check(tags(7), shown("one two three four")).isPresent());
        assertFalse(check(List.of(new LeftOut(LeftOut.Unit.MARKUP, 1, 8, 8, "thing")), shown("one two three four"))
                .isEmpty());
    }
}
