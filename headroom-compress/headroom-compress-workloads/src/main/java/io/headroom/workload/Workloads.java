package io.headroom.workload;

import java.util.ArrayList;
import java.util.List;

/** All workloads at one place. */
public final class Workloads {
    private Workloads() {}

    /**
     * The recipes of workloads of single results.
     *
     * @return W01 to W15, P01 to P10 and X01 to X16
     */
    public static List<Recipe> recipes() {
        List<Recipe> all = new ArrayList<>(JsonWorkloads.recipes());
        all.addAll(PublishedWorkloads.recipes());
        all.addAll(TextWorkloads.recipes());
        return List.copyOf(all);
    }

    /**
     * The workloads of single results, with the seeds of the published table.
     *
     * @return W01 to W15, P01 to P10 and X01 to X16
     */
    public static List<Workload> all() {
        return recipes().stream().map(Recipe::make).toList();
    }

    /**
     * One of them.
     *
     * @param id such as {@code W01}
     * @return the workload with that id
     */
    public static Workload get(String id) {
        return recipes().stream()
                .filter(recipe -> recipe.id().equals(id))
                .findFirst()
                .map(Recipe::make)
                .orElseThrow(() -> new IllegalArgumentException("no workload " + id));
    }

    /**
     * Every text of every workload, JSON in all layouts.
     *
     * @return the texts, named like {@code W01 MIN 1}
     */
    public static List<NamedText> texts() {
        List<NamedText> texts = new ArrayList<>();
        for (Workload workload : all()) {
            for (Layout layout : workload.json() ? Layout.values() : new Layout[] {Layout.MIN}) {
                int number = 1;
                for (String text : workload.texts(layout)) {
                    texts.add(new NamedText(
                            workload.id() + " " + (workload.json() ? layout + " " : "") + number++, text));
                }
            }
        }
        return List.copyOf(texts);
    }
}
