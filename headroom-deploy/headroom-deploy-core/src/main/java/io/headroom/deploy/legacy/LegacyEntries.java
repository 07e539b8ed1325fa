package io.headroom.deploy.legacy;

import io.headroom.api.change.Change.JsonEdit;
import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.DocumentText;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.deploy.legacy.Leftover.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Python Headroom's entries in JSON documents of tools, each known by the one name that it always has. They can be taken out where the
 * document is one that its tool reads; what became empty by that and has no meaning of its own goes, too.
 */
final class LegacyEntries {
    private static final String HOOK = "headroom-init-claude";
    private static final String NAME = "headroom";

    private LegacyEntries() {}

    /** Hooks of Claude Code whose command has the fixed name. */
    static Optional<Leftover> hooks(Path settings) {
        return root(settings, JsonSyntax.STRICT).flatMap(root -> {
            List<DocumentEdit> inner = new ArrayList<>();
            List<DocumentEdit> outer = new ArrayList<>();
            List<JsonValue> ours = new ArrayList<>();
            Map<String, JsonValue> events = members(root.at("hooks"));
            int emptied = 0;
            for (Map.Entry<String, JsonValue> event : events.entrySet()) {
                emptied += event(event.getKey(), event.getValue(), inner, outer, ours) ? 1 : 0;
            }
            if (ours.isEmpty()) {
                return Optional.empty();
            }
            if (emptied == events.size()) {
                return leftover(
                        "claude", settings, JsonSyntax.STRICT, ours, HOOK, List.of(DocumentEdit.absent("/hooks")));
            }
            // Inside first: what goes from outside moves what is behind it.
            inner.addAll(outer);
            return leftover("claude", settings, JsonSyntax.STRICT, ours, HOOK, inner);
        });
    }

    /** Collects what goes of one event, and tells whether nothing of it stays. */
    private static boolean event(
            String name, JsonValue groups, List<DocumentEdit> inner, List<DocumentEdit> outer, List<JsonValue> ours) {
        List<DocumentEdit> gone = new ArrayList<>();
        List<JsonValue> all = groups.elements();
        for (int i = 0; i < all.size(); i++) {
            List<JsonValue> hooks =
                    all.get(i).at("hooks").map(JsonValue::elements).orElse(List.of());
            List<JsonValue> marked = hooks.stream()
                    .filter(hook -> hook.stringAt("command")
                            .filter(command -> command.contains(HOOK))
                            .isPresent())
                    .toList();
            ours.addAll(marked);
            if (!marked.isEmpty() && marked.size() == hooks.size()) {
                gone.add(lacks(List.of("hooks", name), all.get(i)));
            } else {
                String at = String.valueOf(i);
                marked.stream()
                        .map(hook -> lacks(List.of("hooks", name, at, "hooks"), hook))
                        .distinct()
                        .forEach(inner::add);
            }
        }
        boolean empty = !gone.isEmpty() && gone.size() == all.size();
        if (empty) {
            outer.add(DocumentEdit.absent(DocumentEdit.pointer(List.of("hooks", name))));
        } else {
            outer.addAll(gone.stream().distinct().toList());
        }
        return empty;
    }

    private static DocumentEdit lacks(List<String> array, JsonValue element) {
        return new DocumentEdit(DocumentEdit.pointer(array), DocumentEdit.Action.LACKS, Optional.of(element.json()));
    }

    /** OpenCode's provider of that name. */
    static Optional<Leftover> provider(Path config) {
        return root(config, JsonSyntax.JSONC)
                .flatMap(root -> root.at("provider", NAME))
                .flatMap(entry -> leftover(
                        "opencode",
                        config,
                        JsonSyntax.JSONC,
                        List.of(entry),
                        "provider.headroom",
                        List.of(DocumentEdit.absent("/provider/headroom"))));
    }

    /** OpenClaw's plugin of that name, and the slot that it was put into. */
    static List<Leftover> plugin(Path config) {
        List<Leftover> found = new ArrayList<>();
        root(config, JsonSyntax.JSON5).ifPresent(root -> {
            root.at("plugins", "entries", NAME)
                    .flatMap(entry -> leftover(
                            "openclaw",
                            config,
                            JsonSyntax.JSON5,
                            List.of(entry),
                            "plugins.entries.headroom",
                            List.of(DocumentEdit.absent("/plugins/entries/headroom"))))
                    .ifPresent(found::add);
            root.at("plugins", "slots", "contextEngine")
                    .filter(slot ->
                            slot.kind() == JsonValue.Kind.STRING && slot.text().equals(NAME))
                    .flatMap(entry -> leftover(
                            "openclaw",
                            config,
                            JsonSyntax.JSON5,
                            List.of(entry),
                            "plugins.slots.contextEngine",
                            List.of(DocumentEdit.absent("/plugins/slots/contextEngine"))))
                    .ifPresent(found::add);
        });
        return found;
    }

    private static Map<String, JsonValue> members(Optional<JsonValue> object) {
        return object.map(JsonValue::members).orElse(Map.of());
    }

    private static Optional<JsonValue> root(Path file, JsonSyntax syntax) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonDocument.parse(DocumentText.read(file), syntax));
        } catch (IOException | MalformedDocumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Leftover> leftover(
            String tool, Path file, JsonSyntax syntax, List<JsonValue> ours, String mark, List<DocumentEdit> edits) {
        JsonEdit edit = new JsonEdit(
                ChangeInfo.wiring(NAME, tool, "legacy", "takes out what the Python Headroom left"),
                file,
                syntax,
                edits);
        int first = ours.get(0).line();
        return Optional.of(
                new Leftover(tool, file, first, ours.get(ours.size() - 1).line(), mark, Kind.ENTRY, Optional.of(edit)));
    }
}
