package io.headroom.workload;

import java.util.List;

/**
 * Texts of one kind, as tools give them to a model.
 *
 * @param id the id of the recipe, such as {@code W01}
 * @param name what it is, in a few words
 * @param tool the tool that would have given them
 * @param documents the JSON values, if the texts are JSON; otherwise empty
 * @param plain the texts, if they are not JSON; otherwise empty
 */
public record Workload(String id, String name, String tool, List<Json> documents, List<String> plain) {
    /** Copies the lists. */
    public Workload {
        documents = List.copyOf(documents);
        plain = List.copyOf(plain);
    }

    /**
     * Whether the texts are JSON, and so depend on the layout.
     *
     * @return whether they are
     */
    public boolean json() {
        return !documents.isEmpty();
    }

    /**
     * The texts.
     *
     * @param layout white space of JSON
     * @return at least one text
     */
    public List<String> texts(Layout layout) {
        return json()
                ? documents.stream().map(document -> document.write(layout)).toList()
                : plain;
    }

    static Workload json(String id, String name, String tool, Json... documents) {
        return new Workload(id, name, tool, List.of(documents), List.of());
    }

    static Workload text(String id, String name, String tool, String text) {
        return new Workload(id, name, tool, List.of(), List.of(text));
    }
}
