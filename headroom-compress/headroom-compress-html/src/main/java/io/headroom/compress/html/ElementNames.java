package io.headroom.compress.html;

import java.util.Set;

/** What the names of elements tell, see the chapters 4 and 15 of the HTML standard (WHATWG). */
final class ElementNames {
    /** They begin and end within a word. */
    static final Set<String> WITHIN_WORDS = Set.of(
            "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
            "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
            "time", "tt", "u", "var", "wbr");

    /** They end a word but no line. */
    static final Set<String> WITHIN_LINES = Set.of(
            "audio",
            "button",
            "canvas",
            "datalist",
            "embed",
            "img",
            "image",
            "input",
            "link",
            "map",
            "area",
            "math",
            "meta",
            "meter",
            "noscript",
            "object",
            "optgroup",
            "option",
            "output",
            "param",
            "picture",
            "progress",
            "ruby",
            "rp",
            "rt",
            "select",
            "slot",
            "source",
            "svg",
            "template",
            "textarea",
            "track",
            "video");

    /** Their text is neither markup nor shown. */
    static final Set<String> HIDDEN = Set.of("script", "style", "iframe", "noembed", "noframes");

    /** Where these are, pages are not what they seem, and are left to others. */
    static final Set<String> OUTDATED = Set.of("frameset", "listing", "noembed", "noframes", "plaintext", "xmp");

    /** Cells that hold one of these are no cells of data. */
    static final Set<String> BEYOND_CELLS =
            Set.of("blockquote", "dl", "hr", "nav", "ol", "pre", "table", "ul", "h1", "h2", "h3", "h4", "h5", "h6");

    private static final Set<String> OTHERS = Set.of(
            "address",
            "article",
            "aside",
            "base",
            "blockquote",
            "body",
            "br",
            "caption",
            "center",
            "circle",
            "col",
            "colgroup",
            "dd",
            "details",
            "dialog",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "g",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "head",
            "header",
            "hgroup",
            "hr",
            "html",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "p",
            "path",
            "pre",
            "rect",
            "search",
            "section",
            "summary",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "title",
            "tr",
            "ul",
            "use");

    private ElementNames() {}

    /** Whether HTML has an element of that name, in lower case. */
    static boolean known(String name) {
        return OTHERS.contains(name)
                || WITHIN_WORDS.contains(name)
                || WITHIN_LINES.contains(name)
                || HIDDEN.contains(name);
    }
}
