package io.headroom.compress.json;

import java.util.ArrayList;
import java.util.List;

/** The patterns of one column, or of several that share some. Their labels are consecutive; the first is set when a table is written. */
final class LabelGroup {
    private final List<String> notations;
    private int first;

    LabelGroup(List<String> notations) {
        this.notations = new ArrayList<>(notations);
    }

    List<String> notations() {
        return notations;
    }

    void number(int label) {
        first = label;
    }

    String label(int index) {
        return Labels.name(first + index);
    }
}
