package io.headroom.compress.json;

import io.headroom.compress.json.ColumnSpec.Step;
import io.headroom.compress.json.ColumnSpec.StepKind;
import java.util.ArrayList;
import java.util.List;

/** Opens and closes the containers on the way from one column of a row to the next. */
final class RowPath {
    private final List<JsonWriter> writers = new ArrayList<>();
    private List<Step> open = List.of();
    private int depth;

    RowPath(JsonWriter row) {
        writers.add(row);
    }

    /** Makes the place of a column's value ready, and returns the writer to write it to. */
    JsonWriter moveTo(List<Step> steps) {
        int common = 0;
        int containers = steps.size() - 1;
        while (common < depth
                && common < containers
                && open.get(common).equals(steps.get(common))
                && open.get(common + 1).kind() == steps.get(common + 1).kind()) {
            common++;
        }
        close(common);
        for (int i = common; i < containers; i++) {
            name(steps.get(i));
            switch (steps.get(i + 1).kind()) {
                case MEMBER -> top().beginObject();
                case ELEMENT -> top().beginArray();
                default -> writers.add(top().within(new StringBuilder(), Layout.MINIFIED));
            }
        }
        open = steps;
        depth = containers;
        name(steps.get(containers));
        return top();
    }

    void finish() {
        close(0);
    }

    private void close(int to) {
        while (depth > to) {
            switch (open.get(depth).kind()) {
                case MEMBER -> top().endObject();
                case ELEMENT -> top().endArray();
                default -> {
                    StringBuilder json = writers.remove(writers.size() - 1).out();
                    top().string(json, 0, json.length());
                }
            }
            depth--;
        }
    }

    private void name(Step step) {
        if (step.kind() == StepKind.MEMBER) {
            top().name(step.name(), 0, step.name().length());
        }
    }

    private JsonWriter top() {
        return writers.get(writers.size() - 1);
    }
}
