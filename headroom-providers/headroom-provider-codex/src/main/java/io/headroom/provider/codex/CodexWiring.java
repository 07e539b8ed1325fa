package io.headroom.provider.codex;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.host.Host;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which keys Codex gets for good: a file in every scope, since it ignores the variables for it (measured). */
final class CodexWiring {
    private final Wiring wiring;
    private final Host host;
    private final Layers layers;
    private final Route route;

    CodexWiring(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.host = host;
        this.layers = Layers.read(host);
        this.route = Route.of(layers);
    }

    Wired wired() {
        Optional<String> reason = reasonToSkip();
        if (reason.isPresent()) {
            return Wired.skipped(reason.get());
        }
        List<DocumentEdit> edits = new ArrayList<>();
        if (wantsOwnProvider()) {
            ownProvider(edits);
        } else {
            edits.add(DocumentEdit.text(DocumentEdit.pointer(route.path()), route.baseUrl(wiring, layers)));
        }
        if (wiring.asks(Wiring.Option.MCP)) {
            edits.add(DocumentEdit.text(
                    "/mcp_servers/headroom/command", wiring.launcher().toString()));
            edits.add(DocumentEdit.set("/mcp_servers/headroom/args", "[\"mcp\",\"serve\"]"));
        }
        Change edit = new Change.TomlEdit(
                ChangeInfo.wiring(wiring.profile(), CodexAdapter.ID, "config", "sends Codex to " + wiring.proxy()),
                new CodexFiles(host).user(),
                edits);
        return new Wired(List.of(edit), Map.of(), notes(), List.of(), Optional.empty());
    }

    private Optional<String> reasonToSkip() {
        Optional<String> broken = layers.broken().stream()
                .filter(file -> file.kind() != Layer.Kind.PROFILE)
                .findFirst()
                .map(Broken::sentence);
        if (broken.isPresent()) {
            return broken;
        }
        if (route.obstacle().isPresent()) {
            return route.obstacle();
        }
        if (wantsOwnProvider() && !route.isBuiltIn()) {
            return Optional.of("--codex-provider would take the place of the provider " + route.provider());
        }
        if (wantsOwnProvider()
                && layers.all().stream().anyMatch(layer -> layer.has(List.of(Route.TABLES, Route.OURS)))
                && !Route.isOurs(layers, Route.OURS)) {
            return Optional.of("--codex-provider needs the name " + Route.OURS + ", which a table of yours has");
        }
        if (wiring.scope() == Scope.PROVIDER && LoopbackExemption.missing(host).isPresent()) {
            return Optional.of("an HTTP proxy is set, which Codex would ask for 127.0.0.1, too;"
                    + " set NO_PROXY=127.0.0.1,localhost,::1 or use --scope user");
        }
        return Optional.empty();
    }

    private boolean wantsOwnProvider() {
        return wiring.choices().containsKey("codex-provider");
    }

    private void ownProvider(List<DocumentEdit> edits) {
        String table = "/" + Route.TABLES + "/" + Route.OURS;
        edits.add(DocumentEdit.text("/model_provider", Route.OURS));
        edits.add(DocumentEdit.text(table + "/name", "OpenAI through Headroom"));
        edits.add(DocumentEdit.text(table + "/base_url", wiring.baseUrl("/v1")));
        edits.add(DocumentEdit.text(table + "/wire_api", "responses"));
        // Without it, and without env_key, Codex sends no credential at all (measured).
        edits.add(DocumentEdit.set(table + "/requires_openai_auth", "true"));
        edits.add(DocumentEdit.set(table + "/supports_websockets", "true"));
        edits.add(DocumentEdit.text(table + "/env_http_headers/X-Headroom-Project", "HEADROOM_PROJECT"));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (wiring.scope() == Scope.SYSTEM) {
            notes.add("Codex reads no variables, so other accounts of this machine need their own apply");
        }
        if (wantsOwnProvider()) {
            notes.add("Conversations of before are not listed by Codex while it uses another provider");
        }
        if (wiring.asks(Wiring.Option.ALLOW_RETRIEVE)) {
            notes.add("Codex needs no permission for 'headroom retrieve'; --allow-retrieve changes nothing for it");
        }
        new Refusals(layers).found().forEach(refusal -> notes.add(refusal.text()));
        notes.addAll(ownWays(layers));
        return notes;
    }

    /** Profiles that this wiring does not reach. */
    static List<String> ownWays(Layers layers) {
        return layers.profiles().stream()
                .flatMap(CodexWiring::ownWay)
                .map(entry -> "profile " + CodexFiles.profileName(entry.layer().file()) + " goes its own way ("
                        + entry.place() + ")")
                .toList();
    }

    static Stream<Entry> ownWay(Layer profile) {
        List<List<String>> keys = new ArrayList<>(List.of(Route.ROOT_KEY, Route.CHOICE));
        profile.tables(Route.TABLES).forEach(id -> keys.add(List.of(Route.TABLES, id, "base_url")));
        return keys.stream().flatMap(key -> profile.text(key).stream()).limit(1);
    }
}
