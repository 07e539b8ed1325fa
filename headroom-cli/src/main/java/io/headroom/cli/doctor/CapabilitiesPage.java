package io.headroom.cli.doctor;

import io.headroom.api.provider.Capability;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.cli.console.Style;
import io.headroom.cli.console.Table;
import io.headroom.deploy.json.JsonText;
import io.headroom.deploy.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each tool can be wired by in each scope, and what it loses behind a proxy (PV-106, PV-201). */
final class CapabilitiesPage {
    private static final long SCHEMA = 1;

    private final Scene scene;

    CapabilitiesPage(Scene scene) {
        this.scene = scene;
    }

    List<String> lines(Style style) {
        Table table = new Table("TOOL", "PROVIDER", "USER", "SYSTEM");
        List<String> notes = new ArrayList<>();
        for (ProviderAdapter adapter : scene.adapters()) {
            table.row(
                    adapter.id(),
                    word(adapter, Scope.PROVIDER),
                    word(adapter, Scope.USER),
                    word(adapter, Scope.SYSTEM));
            Capability user = capability(adapter, Scope.USER);
            if (!user.text().isEmpty()) {
                notes.add(adapter.id() + ": " + user.text());
            }
            adapter.lost().forEach(lost -> notes.add(adapter.id() + " loses " + words(lost)));
        }
        List<String> lines = new ArrayList<>(table.lines(style));
        if (!notes.isEmpty()) {
            lines.add("");
            lines.addAll(notes);
        }
        return lines;
    }

    private static String words(LostFeature lost) {
        return lost.feature()
                + lost.condition().map(condition -> " (" + condition + ")").orElse("")
                + lost.restoredBy().map(by -> ", back with " + by).orElse("");
    }

    private Capability capability(ProviderAdapter adapter, Scope scope) {
        try {
            return Adapters.ask(adapter, () -> adapter.capability(scope, scene.host()));
        } catch (Adapters.NoAnswerException silent) {
            return new Capability(Capability.Means.NONE, "its plugin " + silent.getMessage());
        }
    }

    private String word(ProviderAdapter adapter, Scope scope) {
        return key(capability(adapter, scope).means());
    }

    private static String key(Capability.Means means) {
        return means.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String json() {
        List<JsonValue> tools = new ArrayList<>();
        for (ProviderAdapter adapter : scene.adapters()) {
            JsonValue.Object scopes = JsonValue.EMPTY;
            for (Scope scope : Scope.values()) {
                Capability capability = capability(adapter, scope);
                scopes = scopes.with(
                        scope.name().toLowerCase(Locale.ROOT),
                        JsonValue.EMPTY
                                .with("means", JsonValue.of(key(capability.means())))
                                .with("text", JsonValue.of(capability.text())));
            }
            tools.add(JsonValue.EMPTY
                    .with("tool", JsonValue.of(adapter.id()))
                    .with("name", JsonValue.of(adapter.displayName()))
                    .with("scopes", scopes)
                    .with(
                            "lost",
                            JsonValue.of(adapter.lost().stream()
                                    .map(CapabilitiesPage::words)
                                    .toList())));
        }
        return JsonText.write(
                JsonValue.EMPTY.with("schema", JsonValue.of(SCHEMA)).with("tools", new JsonValue.Array(tools)));
    }
}
