package io.headroom.deploy.edit.json;

import java.util.ArrayList;
import java.util.List;

/**
 * A JSON Pointer, RFC 6901.
 *
 * @param steps the decoded reference tokens; none for the whole document
 */
record Pointer(List<String> steps) {
    Pointer {
        steps = List.copyOf(steps);
    }

    static Pointer of(String text) {
        if (text.isEmpty()) {
            return new Pointer(List.of());
        }
        List<String> steps = new ArrayList<>();
        for (String step : text.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return new Pointer(steps);
    }

    int depth() {
        return steps.size();
    }

    String last() {
        return steps.get(steps.size() - 1);
    }

    Pointer parent() {
        return first(steps.size() - 1);
    }

    Pointer first(int depth) {
        return new Pointer(steps.subList(0, depth));
    }

    Pointer child(String step) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return new Pointer(longer);
    }

    Pointer child(int index) {
        return child(Integer.toString(index));
    }

    /** The position that a step names in an array; -1 if it names none. */
    static int index(String step) {
        return step.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(step) : -1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            text.append('/').append(step.replace("~", "~0").replace("/", "~1"));
        }
        return text.toString();
    }
}
