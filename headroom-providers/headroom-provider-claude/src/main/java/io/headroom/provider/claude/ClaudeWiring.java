package io.headroom.provider.claude;

import io.headroom.api.change.Change;
import io.headroom.api.change.ChangeInfo;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.JsonValue;
import io.headroom.api.compress.Mode;
import io.headroom.api.host.CommandLine;
import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which variables Claude Code gets for good, and whether in its file or in the environment. */
final class ClaudeWiring {
    private static final Set<Mode> WITH_MARKERS = Set.of(Mode.BALANCED, Mode.AGGRESSIVE);
    private static final String NO_PROXY = "NO_PROXY";

    private final Wiring wiring;
    private final Host host;
    private final Layers layers;
    private final Route route;
    private final Path file;

    ClaudeWiring(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.host = host;
        this.layers = Layers.read(host);
        this.route = Route.of(layers);
        this.file = new ClaudeFiles(host).user();
    }

    Wired wired() {
        Optional<String> obstacle = new Obstacles(layers, route).toWiring(wiring);
        if (obstacle.isPresent()) {
            return Wired.skipped(obstacle.get());
        }
        boolean inFile = wiring.scope() == Scope.PROVIDER || fileWins();
        Optional<Dropped> broken = layers.dropped(Layer.Kind.USER);
        if (broken.isPresent() && (inFile || wiring.asks(Wiring.Option.ALLOW_RETRIEVE))) {
            return Wired.skipped(broken.get().sentence());
        }
        Map<String, String> variables = variables();
        Map<String, String> environment = wiring.scope() == Scope.PROVIDER ? Map.of() : new LinkedHashMap<>(variables);
        List<Change> changes = new ArrayList<>();
        List<DocumentEdit> edits = edits(inFile ? variables : Map.of());
        if (!edits.isEmpty()) {
            changes.add(new Change.JsonEdit(
                    ChangeInfo.wiring(
                            wiring.profile(), ClaudeAdapter.ID, "settings", "sends Claude Code to " + wiring.proxy()),
                    file,
                    Change.JsonSyntax.STRICT,
                    edits));
        }
        retrievalServer().ifPresent(changes::add);
        return new Wired(changes, environment, notes(broken), List.of(), Optional.empty());
    }

    private Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(route.variable(), route.baseUrl(wiring));
        if (blanksResource()) {
            // The program refuses a base URL beside a resource: "baseURL and resource are mutually exclusive".
            variables.put(Route.FOUNDRY_RESOURCE, "");
        }
        if (route == Route.ANTHROPIC) {
            variables.putAll(new Switches(wiring, layers).variables());
        }
        return variables;
    }

    private boolean blanksResource() {
        return route == Route.FOUNDRY && !layers.all(Route.FOUNDRY_RESOURCE).isEmpty();
    }

    /** Whether a file names what only a file of at least the same strength can change. */
    private boolean fileWins() {
        return blanksResource()
                || layers.all(route.variable()).stream()
                        .anyMatch(setting -> setting.isFrom(Layer.Kind.USER) || setting.isFrom(Layer.Kind.STATE));
    }

    private List<DocumentEdit> edits(Map<String, String> variables) {
        List<DocumentEdit> edits = new ArrayList<>();
        variables.forEach((name, value) -> edits.add(DocumentEdit.text("/env/" + name, value)));
        exemption().ifPresent(value -> edits.add(DocumentEdit.text("/env/" + NO_PROXY, value)));
        if (wiring.asks(Wiring.Option.ALLOW_RETRIEVE)) {
            edits.add(new DocumentEdit(
                    "/permissions/allow",
                    DocumentEdit.Action.CONTAINS,
                    Optional.of(JsonValue.quote(ClaudeAdapter.RETRIEVE_RULE))));
        }
        return edits;
    }

    /** The exemption from HTTP proxies, where no shell block can give it. */
    private Optional<String> exemption() {
        boolean onlyInEnvironment = wiring.scope() != Scope.PROVIDER
                && (!LoopbackExemption.namesProxy(name -> fromFiles(name).map(Setting::value))
                        || layers.dropped(Layer.Kind.USER).isPresent());
        if (onlyInEnvironment) {
            return Optional.empty();
        }
        Optional<String> missing =
                LoopbackExemption.missing(name -> layers.variable(name).map(Setting::value));
        if (missing.isPresent()
                || !LoopbackExemption.namesProxy(name -> layers.variable(name).map(Setting::value))) {
            return missing;
        }
        // An exemption in our file may be our own, and a plan must stay the same.
        return fromFiles(NO_PROXY)
                .filter(setting -> setting.isFrom(Layer.Kind.USER))
                .map(Setting::value);
    }

    private Optional<Setting> fromFiles(String name) {
        return layers.all(name).stream()
                .filter(setting -> setting.layer().isPresent())
                .findFirst();
    }

    private Optional<Change> retrievalServer() {
        Optional<Path> program = host.executable(ClaudeAdapter.ID);
        if (!wiring.asks(Wiring.Option.MCP) || program.isEmpty()) {
            return Optional.empty();
        }
        String claude = program.get().toString();
        return Optional.of(new Change.Command(
                ChangeInfo.wiring(
                        wiring.profile(), ClaudeAdapter.ID, "mcp", "registers the retrieval server with Claude Code"),
                CommandLine.of(
                        claude,
                        "mcp",
                        "add",
                        "-s",
                        "user",
                        "headroom",
                        "--",
                        wiring.launcher().toString(),
                        "mcp",
                        "serve"),
                CommandLine.of(claude, "mcp", "remove", "-s", "user", "headroom"),
                CommandLine.of(claude, "mcp", "get", "headroom")));
    }

    private List<String> notes(Optional<Dropped> broken) {
        List<String> notes = new ArrayList<>();
        broken.map(Dropped::sentence).ifPresent(notes::add);
        strongerPlace()
                .ifPresent(setting -> notes.add(setting.place() + " names " + BaseUrl.masked(setting.value())
                        + " and wins over this wiring in that folder"));
        if (route == Route.ANTHROPIC) {
            notes.addAll(new Switches(wiring, layers).notes());
        } else if (route == Route.VERTEX) {
            notes.add("Requests to Vertex are forwarded, and nothing in them is compressed");
        }
        if (layers.isOn("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST")) {
            notes.add("An editor decides where its own Claude Code sends requests, and may not use this wiring");
        }
        if (wiring.asks(Wiring.Option.MCP) && host.executable(ClaudeAdapter.ID).isEmpty()) {
            notes.add("--mcp is left out, as claude is not on the search path");
        }
        if (WITH_MARKERS.contains(wiring.mode())
                && !wiring.asks(Wiring.Option.MCP)
                && !wiring.asks(Wiring.Option.ALLOW_RETRIEVE)) {
            notes.add("Claude Code asks before it runs 'headroom retrieve'; --allow-retrieve allows that command,"
                    + " --mcp registers a tool for it");
        }
        return notes;
    }

    private Optional<Setting> strongerPlace() {
        return layers.variable(route.variable())
                .filter(setting -> setting.isFrom(Layer.Kind.PROJECT) || setting.isFrom(Layer.Kind.PROJECT_LOCAL))
                .filter(setting -> !BaseUrl.same(setting.value(), route.baseUrl(wiring)));
    }
}
