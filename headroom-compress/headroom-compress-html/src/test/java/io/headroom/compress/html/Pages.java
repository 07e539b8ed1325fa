package io.headroom.compress.html;

import io.headroom.workload.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/** Makes pages of which it knows the visible words: those that it wrote. A page is a pure function of its seed. */
final class Pages {
    private static final List<String> WORDS = List.of(
            "cache",
            "proxy",
            "token",
            "caf&eacute;",
            "x&lt;y",
            "AT&amp;T",
            "a&nbsp;b",
            "[1]",
            "f](x)",
            "#",
            "-",
            "12.",
            "```",
            "3",
            "rows:",
            "semi;colon",
            "\"quoted\"",
            "pipe|d",
            "back\\slash",
            "&#8594;",
            "&copy;",
            "404",
            "3.14",
            "https://example.org/a",
            "na\u00efve",
            "\ud83d\ude80",
            "under_score",
            "*",
            "(see",
            "below)",
            "]",
            "(",
            "it's",
            "e.g.",
            "1,024");
    private static final List<String> INLINE = List.of("b", "em", "code", "span", "i", "small", "sup");

    private final SplitMix64 random;
    private final StringBuilder html = new StringBuilder();
    private final StringBuilder seen = new StringBuilder();

    private Pages(long seed) {
        this.random = new SplitMix64(seed);
    }

    /**
     * A page.
     *
     * @param html its source
     * @param words what a reader sees, one space between two words
     */
    record Made(String html, String words) {}

    /** A page of any kind of content in any order. */
    static Made page(long seed) {
        Pages page = new Pages(seed);
        page.head();
        page.sections();
        page.html.append("</body>\n</html>\n");
        return page.made();
    }

    /** A part of a page. */
    static Made fragment(long seed) {
        Pages page = new Pages(seed);
        page.html.append("<div class=\"card card--wide\" data-id=\"17\">\n");
        page.sections();
        page.html.append("</div>\n");
        return page.made();
    }

    private Made made() {
        return new Made(
                html.toString(),
                seen.toString().replace('\u00a0', ' ').replaceAll(" +", " ").strip());
    }

    private void head() {
        html.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
        sentence(3);
        html.append("</title>\n<!-- made by a generator -->\n<style>p > a { color: red }</style>\n");
        html.append("<script>if (a < b) { document.write(\"<p>never seen</p>\"); }</script>\n</head>\n<body>\n");
    }

    private void sections() {
        for (int n = 6 + random.below(10); n > 0; n--) {
            switch (random.below(9)) {
                case 0 -> heading();
                case 1 -> list(1);
                case 2 -> table();
                case 3 -> code();
                case 4 -> navigation();
                case 5 -> link();
                case 6 ->
                    html.append("<figure><img src=\"/i/")
                            .append(random.below(1_000))
                            .append(".png\" alt=\"a picture\"></figure>\n<script async src=\"/s.js\"></script>\n");
                default -> paragraph();
            }
        }
    }

    private void heading() {
        int level = 1 + random.below(6);
        block("<h" + level + " id=\"h" + random.below(100) + "\">", "</h" + level + ">\n", 2 + random.below(4));
    }

    private void paragraph() {
        block("<p class=\"text text--body\" style=\"margin: 0\">", "</p>\n", 10 + random.below(40));
    }

    private void list(int depth) {
        String name = random.onceIn(2) ? "ul" : "ol";
        html.append('<').append(name).append(" class=\"list\">\n");
        for (int n = 1 + random.below(5); n > 0; n--) {
            block("<li class=\"list-item\"><span class=\"mark\">", "</span>", 1 + random.below(8));
            if (depth < 3 && random.onceIn(4)) {
                list(depth + 1);
            }
            html.append("</li>\n");
        }
        html.append("</").append(name).append(">\n");
    }

    private void table() {
        html.append("<table class=\"data\">\n");
        int columns = 1 + random.below(5);
        if (random.onceIn(2)) {
            row(columns, "th");
        }
        for (int n = 1 + random.below(8); n > 0; n--) {
            row(columns, "td");
        }
        html.append("</table>\n");
    }

    private void row(int columns, String cell) {
        html.append("<tr class=\"row\">");
        for (int i = 0; i < columns; i++) {
            String span = random.onceIn(15) ? " colspan=2" : random.onceIn(15) ? " rowspan=\"2\"" : "";
            block("<" + cell + span + ">", "</" + cell + ">", random.below(4));
        }
        html.append("</tr>\n");
    }

    private void code() {
        block("<pre><code class=\"hljs\">", "</code></pre>\n", 3 + random.below(20));
    }

    private void navigation() {
        html.append("<nav aria-label=\"main\"><ul>\n");
        for (int n = random.below(12); n > 0; n--) {
            block("<li><a href=\"/p/" + n + "\">", "</a></li>\n", 1 + random.below(3));
        }
        html.append("</ul></nav>\n");
    }

    private void link() {
        block(
                "<a class=\"button\" href=\"https://example.org/q?a=1&amp;b=" + random.below(50) + "\"><div>",
                "</div></a>\n",
                3);
    }

    private void block(String start, String end, int words) {
        html.append(start);
        seen.append(' ');
        sentence(words);
        html.append(end);
        seen.append(' ');
    }

    private void sentence(int words) {
        for (int n = 0; n < words; n++) {
            if (n > 0 && !random.onceIn(12)) {
                html.append(random.onceIn(6) ? "\n  " : " ");
                seen.append(' ');
            }
            word();
        }
    }

    private void word() {
        String word = random.of(WORDS);
        boolean inTitle = html.lastIndexOf("<title>") > html.lastIndexOf(">") - 7;
        if (inTitle || !random.onceIn(4)) {
            html.append(word);
        } else if (random.onceIn(3)) {
            html.append("<a href='/doc/")
                    .append(random.below(99))
                    .append("_(x)'>")
                    .append(word)
                    .append("</a>");
        } else {
            String name = random.of(INLINE);
            html.append('<')
                    .append(name)
                    .append('>')
                    .append(word)
                    .append("</")
                    .append(name)
                    .append('>');
        }
        seen.append(word.replace("&eacute;", "\u00e9")
                .replace("&lt;", "<")
                .replace("&amp;", "&")
                .replace("&nbsp;", "\u00a0")
                .replace("&#8594;", "\u2192")
                .replace("&copy;", "\u00a9"));
    }

    /** Pages that are long enough to be shortened. */
    static List<Made> some(int count, long seed) {
        List<Made> pages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pages.add(i % 4 == 3 ? fragment(seed + i) : page(seed + i));
        }
        return pages;
    }
}
