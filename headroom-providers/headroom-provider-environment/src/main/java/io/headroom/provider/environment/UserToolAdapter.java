package io.headroom.provider.environment;

import io.headroom.api.host.Host;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Detection.Presence;
import io.headroom.api.provider.UserTool;
import io.headroom.api.provider.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A tool that a user described in the settings: a row of the table like any other. */
final class UserToolAdapter extends EnvironmentAdapter {
    private static final String OPENAI = "openai";

    private final UserTool tool;
    private final boolean byHand;

    UserToolAdapter(UserTool tool) {
        super(row(tool));
        this.tool = tool;
        this.byHand = tool.environment().isEmpty();
    }

    private static Tool row(UserTool tool) {
        Map<String, Tool.Variable> variables = new LinkedHashMap<>();
        tool.environment()
                .forEach(
                        (name, template) -> variables.put(name, new Tool.Variable(template, upstream(name, template))));
        return new Tool(
                tool.id(),
                Set.of(),
                tool.id(),
                List.of(),
                List.of(),
                variables,
                List.of(),
                Optional.empty(),
                variables.isEmpty() ? tool.note() : Optional.empty(),
                Map.of(),
                List.of());
    }

    /** The upstream that a former value would be: by the provider in the variable's name, else by the path that providers are asked on. */
    private static Optional<String> upstream(String name, String template) {
        if (!template.startsWith(BASE)) {
            return Optional.empty();
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.contains("ANTHROPIC") || upper.contains("CLAUDE")) {
            return Optional.of("anthropic");
        }
        if (upper.contains("GEMINI") || upper.contains("GOOGLE")) {
            return Optional.of("gemini");
        }
        return Optional.of(upper.contains("OPENAI") || template.startsWith(BASE + "/v1") ? OPENAI : "anthropic");
    }

    @Override
    public Detection detect(Host host) {
        String program = tool.command().get(0);
        Optional<Path> executable = isPath(program) ? inHome(program, host) : host.executable(program);
        List<String> evidence = new ArrayList<>();
        if (tool.detect().isEmpty()) {
            executable.ifPresent(path -> evidence.add(path + " is there"));
        }
        for (String sign : tool.detect()) {
            seen(sign, host).ifPresent(path -> evidence.add(path + " is there"));
        }
        Presence absent = byHand ? Presence.UNKNOWN : Presence.ABSENT;
        return new Detection(evidence.isEmpty() ? absent : Presence.INSTALLED, executable, List.of(), evidence);
    }

    private static Optional<Path> seen(String sign, Host host) {
        return sign.startsWith(".") || isPath(sign) ? inHome(sign, host) : host.executable(sign);
    }

    /** A path counts from the home; an absolute one stays as it is. */
    private static Optional<Path> inHome(String path, Host host) {
        return Optional.of(host.home().resolve(path.startsWith("~/") ? path.substring(2) : path))
                .filter(Files::exists);
    }

    @Override
    List<String> arguments(Wiring wiring) {
        List<String> all =
                new ArrayList<>(tool.command().subList(1, tool.command().size()));
        all.addAll(super.arguments(wiring));
        return all;
    }

    @Override
    List<String> remarks(Wiring wiring) {
        return tool.note().map(note -> filled(note, wiring)).stream().toList();
    }
}
