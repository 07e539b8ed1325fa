package io.headroom.deploy.edit.toml;

import io.headroom.deploy.edit.toml.TomlLayout.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * An array in a document.
 *
 * @param layout the document's layout
 * @param span where it stands
 * @param values its elements
 */
record TomlArrayText(TomlLayout layout, Span span, List<Object> values) {
    String written(Object element) {
        Span found = layout.elements(span).get(values.indexOf(element));
        return layout.text().substring(found.start(), found.end());
    }

    List<Object> with(Object element) {
        List<Object> more = new ArrayList<>(values);
        more.add(element);
        return more;
    }

    List<Object> less(Object element) {
        List<Object> fewer = new ArrayList<>(values);
        fewer.remove(element);
        return fewer;
    }

    Splice appended(String element) {
        List<Span> elements = layout.elements(span);
        if (elements.isEmpty()) {
            return Splice.insert(span.start() + 1, element);
        }
        Span last = elements.get(elements.size() - 1);
        int lineStart = layout.lineStart(last.start());
        String indentation = layout.text().substring(lineStart, last.start());
        boolean ownLine = indentation.isBlank() && lineStart > span.start();
        String newline = layout.text().startsWith("\r\n", lineStart - 2) ? "\r\n" : "\n";
        return Splice.insert(last.end(), "," + (ownLine ? newline + indentation : " ") + element);
    }

    /** Takes the first such element out, and one comma. */
    Splice without(Object element) {
        List<Span> elements = layout.elements(span);
        int index = values.indexOf(element);
        Span found = elements.get(index);
        if (index > 0) {
            return Splice.delete(elements.get(index - 1).end(), found.end());
        }
        if (elements.size() > 1) {
            return Splice.delete(found.start(), elements.get(1).start());
        }
        int comma = layout.skipTrivia(found.end());
        return Splice.delete(found.start(), layout.text().charAt(comma) == ',' ? comma + 1 : found.end());
    }
}
