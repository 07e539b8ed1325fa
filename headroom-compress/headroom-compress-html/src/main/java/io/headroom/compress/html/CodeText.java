package io.headroom.compress.html;

import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** The text of preformatted code as it stands there, without empty lines around it. */
final class CodeText implements NodeFilter {
    private final StringBuilder code = new StringBuilder();

    private CodeText() {}

    static String of(Element pre) {
        CodeText text = new CodeText();
        NodeTraversor.filter(text, pre);
        String code = text.code.toString().replace("\r\n", "\n").replace('\r', '\n');
        int from = 0;
        for (int at = 0; at < code.length() && Tokens.isSpace(code.charAt(at)); at++) {
            from = code.charAt(at) == '\n' ? at + 1 : from;
        }
        int to = code.length();
        while (to > from && Tokens.isSpace(code.charAt(to - 1))) {
            to--;
        }
        return code.substring(from, to);
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode content) {
            code.append(content.getWholeText());
        } else if (node instanceof Element element) {
            String name = element.normalName();
            if (name.equals("br")) {
                code.append('\n');
            } else if (depth > 0) {
                separate(name);
            }
            if (ElementNames.HIDDEN.contains(name)) {
                return FilterResult.SKIP_ENTIRELY;
            }
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (depth > 0
                && node instanceof Element element
                && !element.normalName().equals("br")) {
            separate(element.normalName());
        }
        return FilterResult.CONTINUE;
    }

    /** What ends a word ends a line of code, too, unless one has just ended. */
    private void separate(String name) {
        boolean ended = code.length() == 0 || code.charAt(code.length() - 1) == '\n';
        if (!ended && !ElementNames.WITHIN_WORDS.contains(name)) {
            code.append('\n');
        }
    }
}
