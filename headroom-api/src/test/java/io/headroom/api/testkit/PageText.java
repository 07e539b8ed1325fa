package io.headroom.api.testkit;

import io.headroom.api.compress.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kit's own reading of a page of HTML: simple, for pages without oddities, and made without looking at anybody else's. */
final class PageText {
    private static final Set<String> WITHIN_WORDS =
            Set.of(("a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark"
                            + " nobr q s samp small span strike strong sub sup time tt u var wbr")
                    .split(" "));
    private static final Set<String> UNSEEN = Set.of("script", "style", "iframe", "noembed", "noframes");
    private static final List<String> KINDS = List.of("tag", "script", "style", "image", "comment");
    private static final Map<String, String> NAMED = Map.of(
            "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", "\u00a0", "copy", "\u00a9", "mdash",
            "\u2014", "eacute", "\u00e9", "rarr", "\u2192");
    private static final Pattern REFERENCE =
            Pattern.compile("&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-z]{2,8}));");
    private static final Pattern HREF = Pattern.compile("(?i)[\\s/]href\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s>]+))");

    private final StringBuilder text = new StringBuilder();
    private final List<String> links = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private int counted;
    private int characters;

    PageText(String page) {
        int at = 0;
        while (at < page.length()) {
            int open = page.indexOf('<', at);
            if (open < 0) {
                text.append(read(page.substring(at)));
                break;
            }
            text.append(read(page.substring(at, open)));
            at = markup(page, open);
        }
    }

    private int markup(String page, int open) {
        String rest = page.substring(open, Math.min(page.length(), open + 12)).toLowerCase(Locale.ROOT);
        if (rest.startsWith("<!--")) {
            counts.merge("comment", 1, Integer::sum);
            int end = page.indexOf("-->", open + 4);
            return end < 0 ? page.length() : end + 3;
        }
        if (rest.startsWith("<!doctype")) {
            counts.merge("tag", 1, Integer::sum);
            return page.indexOf('>', open) + 1;
        }
        if (!rest.matches("(?s)</?[a-z].*")) {
            text.append('<');
            return open + 1;
        }
        int end = tagEnd(page, open);
        return end < 0 ? page.length() : tag(page, page.substring(open, end), end);
    }

    private static int tagEnd(String page, int open) {
        char quote = 0;
        for (int i = open; i < page.length(); i++) {
            char c = page.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if (c == '"' || c == '\'') {
                quote = c;
            }
        }
        return -1;
    }

    private int tag(String page, String tag, int end) {
        boolean closes = tag.charAt(1) == '/';
        String name = tag.substring(closes ? 2 : 1).split("[\\s/>]", 2)[0].toLowerCase(Locale.ROOT);
        String kind = name.equals("script") || name.equals("style") ? name : name.matches("svg|img") ? "image" : "tag";
        if (!closes || kind.equals("tag")) {
            counts.merge(kind, 1, Integer::sum);
        }
        if (!WITHIN_WORDS.contains(name)) {
            text.append(' ');
        }
        Matcher href = HREF.matcher(tag);
        if (!closes && name.equals("a") && href.find()) {
            String address =
                    href.group(1) != null ? href.group(1) : href.group(2) != null ? href.group(2) : href.group(3);
            links.add(characters() + " " + read(address));
        }
        if (!closes && UNSEEN.contains(name)) {
            int close = page.toLowerCase(Locale.ROOT).indexOf("</" + name, end);
            return close < 0 ? page.length() : close;
        }
        return end;
    }

    /** How many characters of words there are so far. */
    private int characters() {
        for (; counted < text.length(); counted++) {
            characters += " \t\r\n\f\u00a0".indexOf(text.charAt(counted)) < 0 ? 1 : 0;
        }
        return characters;
    }

    private static String read(String source) {
        return REFERENCE
                .matcher(source)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) != null
                                ? Character.toString(Integer.parseInt(found.group(1)))
                                : found.group(2) != null
                                        ? Character.toString(Integer.parseInt(found.group(2), 16))
                                        : NAMED.getOrDefault(found.group(3), found.group())));
    }

    /** The visible words, one space between two. */
    String words() {
        return text.toString().replaceAll("[ \\t\\r\\n\\f\\u00a0]+", " ").strip();
    }

    /** For each link how many characters of words come before it, and its address. */
    List<String> links() {
        return links;
    }

    /** What a form must list as left out. */
    List<LeftOut> markup() {
        return KINDS.stream()
                .filter(counts::containsKey)
                .map(kind -> new LeftOut(LeftOut.Unit.MARKUP, 1, counts.get(kind), counts.get(kind), kind))
                .toList();
    }

    /** Whether all of this page's links are links of another, in its order. */
    boolean linksAsIn(PageText other) {
        int at = 0;
        for (String link : links) {
            int found = other.links.subList(at, other.links.size()).indexOf(link);
            if (found < 0) {
                return false;
            }
            at += found + 1;
        }
        return true;
    }
}
