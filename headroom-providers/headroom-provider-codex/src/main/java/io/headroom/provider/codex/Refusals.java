package io.headroom.provider.codex;

import java.util.ArrayList;
import java.util.List;

/** What Codex refuses to start with, though it is good TOML (measured). */
final class Refusals {
    private final List<Refusal> found = new ArrayList<>();

    /** One of them, with its place. */
    record Refusal(Layer layer, int line, String text, String fix) {}

    Refusals(Layers layers) {
        List<Layer> all = new ArrayList<>(layers.all());
        all.addAll(layers.profiles());
        all.forEach(this::look);
    }

    List<Refusal> found() {
        return List.copyOf(found);
    }

    private void look(Layer layer) {
        if (layer.has(List.of("profile")) && layer.kind() != Layer.Kind.PROFILE) {
            add(layer, List.of("profile"), "has the key 'profile' at the top", "Take it out and use codex --profile");
        }
        if (layer.has(List.of(Route.TABLES, Route.BUILT_IN))) {
            add(
                    layer,
                    List.of(Route.TABLES, Route.BUILT_IN),
                    "has a table [model_providers.openai], a name that is reserved",
                    "Give it another name, or use openai_base_url");
        }
        for (String id : layer.tables(Route.TABLES)) {
            List<String> path = List.of(Route.TABLES, id, "wire_api");
            if (layer.text(path).filter(entry -> entry.text().equals("chat")).isPresent()) {
                add(layer, path, "has wire_api = \"chat\", which is gone", "Write wire_api = \"responses\"");
            }
        }
    }

    private void add(Layer layer, List<String> path, String what, String fix) {
        int line = layer.line(path);
        found.add(
                new Refusal(layer, line, "Codex does not start: " + layer.file() + ", line " + line + " " + what, fix));
    }
}
