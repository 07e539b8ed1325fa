package io.headroom.provider.claude;

import io.headroom.api.change.FileContent;
import io.headroom.api.change.JsonValue;
import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LoopbackExemption;
import io.headroom.api.provider.Wiring;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of Claude Code, led by {@code --settings}, since a process variable loses against every settings file (measured). */
final class ClaudeLaunch {
    private static final int LONGEST_ARGUMENT = 30_000;
    private static final String HEADERS = "ANTHROPIC_CUSTOM_HEADERS";
    private static final String PROJECT_HEADER = "X-Headroom-Project";
    private static final String MODEL = "ANTHROPIC_MODEL";
    private static final String LONG_CONTEXT = "[1m]";
    private static final Set<String> SUBCOMMANDS = Set.of(
            "agents",
            "auth",
            "auto-mode",
            "config",
            "doctor",
            "install",
            "mcp",
            "migrate-installer",
            "plugin",
            "plugins",
            "remote-control",
            "setup-token",
            "update",
            "upgrade");

    private final Wiring wiring;
    private final Host host;
    private final Layers layers;
    private final Route route;
    private final Optional<Path> executable;

    ClaudeLaunch(Wiring wiring, Host host) {
        this.wiring = wiring;
        this.host = host;
        this.layers = Layers.read(host);
        this.route = Route.of(layers);
        this.executable = host.executable(ClaudeAdapter.ID);
    }

    Launch throughProxy() {
        List<String> arguments = wiring.arguments();
        Launch plain = Launch.of(executable, arguments);
        if (!arguments.isEmpty() && SUBCOMMANDS.contains(arguments.get(0))) {
            return plain;
        }
        Optional<String> obstacle = new Obstacles(layers, route).toWiring(wiring);
        if (obstacle.isPresent()) {
            return plain.noting(List.of("Claude Code goes its own way: " + obstacle.get()));
        }
        List<String> notes = new ArrayList<>();
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(route.variable(), route.baseUrl(wiring));
        if (!layers.all(Route.FOUNDRY_RESOURCE).isEmpty() && route == Route.FOUNDRY) {
            variables.put(Route.FOUNDRY_RESOURCE, "");
        }
        if (route == Route.ANTHROPIC) {
            Switches switches = new Switches(wiring, layers);
            variables.putAll(switches.variables());
            notes.addAll(switches.notes());
        }
        longContext(variables, notes);
        LoopbackExemption.missing(name -> layers.variable(name).map(Setting::value))
                .ifPresent(value -> variables.put("NO_PROXY", value));
        Optional<Setting> headers = layers.variable(HEADERS);
        Map<String, String> process = new LinkedHashMap<>();
        boolean secret = false;
        Optional<String> withProject = withProject(headers.map(Setting::value).orElse(""));
        if (withProject.isPresent()) {
            // Custom headers of a file may hold a token, and command lines are public.
            secret = headers.filter(setting -> setting.layer().isPresent()).isPresent();
            (secret ? variables : process).put(HEADERS, withProject.get());
        }
        return led(variables, secret, notes).with(process);
    }

    Launch direct() {
        boolean leadsToProxy = layers.variable(route.variable())
                .filter(setting -> BaseUrl.same(setting.value(), route.baseUrl(wiring)))
                .isPresent();
        if (!leadsToProxy) {
            return Launch.of(executable, wiring.arguments());
        }
        String former = wiring.found().stream()
                .filter(found -> found.target().equals(ClaudeAdapter.ID))
                .map(Wiring.FoundBaseUrl::url)
                .findFirst()
                .orElse("");
        Map<String, String> variables = new LinkedHashMap<>(Map.of(route.variable(), former));
        if (former.isEmpty()) {
            Optional.ofNullable(wiring.upstreams().get(route.upstream()))
                    .filter(upstream -> route == Route.FOUNDRY)
                    .ifPresent(upstream -> variables.put(route.variable(), upstream.toString()));
        }
        return led(variables, former.contains("@"), List.of());
    }

    /** The user's settings above ours, as one argument or as a file of this run. */
    private Launch led(Map<String, String> variables, boolean secret, List<String> notes) {
        UserSettings own = UserSettings.in(wiring.arguments(), host);
        if (own.source() == UserSettings.Source.UNREADABLE) {
            List<String> more = new ArrayList<>(notes);
            more.add("The file or text of --settings cannot be read, so it is passed on as it is,"
                    + " and settings files may lead Claude Code past the proxy");
            return Launch.of(executable, wiring.arguments())
                    .with(Map.of(route.variable(), variables.get(route.variable())))
                    .noting(more);
        }
        Map<String, JsonValue> members = new LinkedHashMap<>();
        variables.forEach((name, value) -> members.put(name, JsonValue.string(value)));
        String json = JsonValue.object(Map.of("env", JsonValue.object(members)))
                .under(own.settings())
                .json();
        Map<Path, FileContent> files = new LinkedHashMap<>();
        String argument = json;
        if (secret || own.source() == UserSettings.Source.FILE || json.length() > LONGEST_ARGUMENT || isShim()) {
            Path file = wiring.run()
                    .map(Wiring.Run::folder)
                    .orElse(host.workspace().resolve("run"))
                    .resolve("claude-settings.json");
            files.put(file, FileContent.of(json));
            argument = file.toString();
        }
        List<String> arguments = new ArrayList<>(List.of("--settings", argument));
        arguments.addAll(own.others());
        return new Launch(executable, arguments, Map.of(), Set.of(), files, notes, Optional.empty());
    }

    /** Shims of npm on Windows pass arguments through a shell, which no JSON survives. */
    private boolean isShim() {
        return executable
                .map(path -> path.toString().toLowerCase(Locale.ROOT))
                .filter(name -> name.endsWith(".cmd") || name.endsWith(".bat") || name.endsWith(".ps1"))
                .isPresent();
    }

    private void longContext(Map<String, String> variables, List<String> notes) {
        if (!wiring.choices().containsKey("1m")) {
            return;
        }
        Optional<String> model = layers.text(MODEL).or(layers::model);
        if (model.isEmpty()) {
            notes.add("--1m is left out, as no model is named: choose one with ANTHROPIC_MODEL or in the settings");
            return;
        }
        variables.put(MODEL, model.get().endsWith(LONG_CONTEXT) ? model.get() : model.get() + LONG_CONTEXT);
    }

    private Optional<String> withProject(String headers) {
        boolean has = headers.lines()
                .anyMatch(line ->
                        line.strip().regionMatches(true, 0, PROJECT_HEADER + ":", 0, PROJECT_HEADER.length() + 1));
        if (wiring.project().isEmpty() || has) {
            return Optional.empty();
        }
        String encoded =
                URLEncoder.encode(wiring.project(), StandardCharsets.UTF_8).replace("+", "%20");
        return Optional.of((headers.isBlank() ? "" : headers.stripTrailing() + "\n") + PROJECT_HEADER + ": " + encoded);
    }
}
