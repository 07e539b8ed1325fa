package io.headroom.compress.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/**
 * Writes a page as text, on one walk through its tree: a line for each heading, paragraph and item, tables as rows, code as it is, and a
 * note in place of navigation. Belongs to one page.
 */
final class PageForm implements NodeFilter {
    /** Navigation of fewer characters costs less than its note. */
    private static final int LEAST_NAVIGATION = 60;

    private static final int MOST_DEPTH = 8;

    private final PageScan page;
    private final Links links;
    private final InlineText text;
    private final StringBuilder out = new StringBuilder(Marks.HEAD);
    private final Deque<ItemList> lists = new ArrayDeque<>();
    private int navs;
    private int shown;
    private String bullet = "";
    private String heading = "";

    PageForm(PageScan page) {
        this.page = page;
        this.links = new Links(page.targets());
        this.text = new InlineText(links);
    }

    /** A list that is open, and the number of its next item; 0 if its items have none. */
    private static final class ItemList {
        private int next;

        ItemList(int first) {
            next = first;
        }

        String bullet() {
            return next == 0 ? "- " : next++ + ". ";
        }
    }

    /** The form, once the walk is over. */
    String form() {
        endLine();
        return out.toString();
    }

    /** How many characters of the page the form shows. */
    int shown() {
        return shown;
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode content) {
            text.text(content.getWholeText());
            return FilterResult.CONTINUE;
        }
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String name = element.normalName();
        if (ElementNames.HIDDEN.contains(name)) {
            text.space();
            return FilterResult.SKIP_ENTIRELY;
        }
        if (name.equals("a")) {
            text.openLink(element.attr("href").strip());
        } else if (ElementNames.WITHIN_LINES.contains(name)) {
            text.space();
        } else if (!ElementNames.WITHIN_WORDS.contains(name)) {
            endLine();
            return block(element, name);
        }
        return FilterResult.CONTINUE;
    }

    private FilterResult block(Element element, String name) {
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = "#".repeat(name.charAt(1) - '0') + " ";
            case "ul", "menu", "dir" -> lists.push(new ItemList(0));
            case "ol" -> lists.push(new ItemList(first(element)));
            case "li" -> bullet = lists.isEmpty() ? "- " : lists.peek().bullet();
            case "pre" -> {
                return code(element);
            }
            case "table" -> {
                return table(element);
            }
            case "nav" -> {
                return navigation(element);
            }
            default -> {}
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return FilterResult.CONTINUE;
        }
        String name = element.normalName();
        if (name.equals("a")) {
            text.closeLink();
        } else if (ElementNames.WITHIN_LINES.contains(name)) {
            text.space();
        } else if (!ElementNames.WITHIN_WORDS.contains(name)) {
            endLine();
            switch (name) {
                case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = "";
                case "ul", "menu", "dir", "ol" -> lists.poll();
                case "li" -> bullet = "";
                default -> {}
            }
        }
        return FilterResult.CONTINUE;
    }

    private void endLine() {
        String line = text.take();
        if (line.isEmpty()) {
            return;
        }
        shown += line.length();
        out.append("  ".repeat(Math.min(MOST_DEPTH, Math.max(0, lists.size() - (bullet.isEmpty() ? 0 : 1)))))
                .append(bullet)
                .append(heading)
                .append(Marks.paragraph(line))
                .append('\n');
        bullet = "";
    }

    private FilterResult code(Element pre) {
        String code = CodeText.of(pre);
        code.chars().filter(c -> !Tokens.endsWord((char) c)).forEach(c -> links.passed());
        if (!code.isBlank()) {
            shown += code.length();
            String fence = Marks.FENCE;
            while (code.contains(fence)) {
                fence += '`';
            }
            out.append(fence)
                    .append('\n')
                    .append(code)
                    .append('\n')
                    .append(fence)
                    .append('\n');
        }
        return FilterResult.SKIP_ENTIRELY;
    }

    private FilterResult table(Element element) {
        Optional<PageTable> table = PageTable.of(element, links);
        if (table.isEmpty()) {
            return FilterResult.CONTINUE;
        }
        table.get()
                .caption()
                .ifPresent(caption -> out.append(Marks.paragraph(caption)).append('\n'));
        String lines = table.get().lines();
        shown += lines.length();
        out.append(lines);
        return FilterResult.SKIP_ENTIRELY;
    }

    private FilterResult navigation(Element element) {
        int index = navs++;
        Optional<PageScan.Nav> found = index < page.navs().size() ? page.navs().get(index) : Optional.empty();
        if (found.isEmpty()
                || found.get().place() != links.place()
                || found.get().characters() < LEAST_NAVIGATION) {
            return FilterResult.CONTINUE;
        }
        PageScan.Nav nav = found.get();
        navs = index + element.getElementsByTag("nav").size();
        links.passedUpTo(nav.place() + nav.characters());
        out.append(new Marks.Gap(nav.start() + 1, nav.end()).line()).append('\n');
        return FilterResult.SKIP_ENTIRELY;
    }

    private static int first(Element list) {
        String start = list.attr("start").strip();
        boolean number =
                !start.isEmpty() && start.length() <= 6 && start.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Math.max(1, Integer.parseInt(start)) : 1;
    }
}
