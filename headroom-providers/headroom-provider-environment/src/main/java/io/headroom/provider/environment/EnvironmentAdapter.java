package io.headroom.provider.environment;

import io.headroom.api.host.Host;
import io.headroom.api.provider.BaseUrl;
import io.headroom.api.provider.Capability;
import io.headroom.api.provider.Detection;
import io.headroom.api.provider.Finding;
import io.headroom.api.provider.Finding.Level;
import io.headroom.api.provider.Launch;
import io.headroom.api.provider.LostFeature;
import io.headroom.api.provider.ProviderAdapter;
import io.headroom.api.provider.Scope;
import io.headroom.api.provider.Wired;
import io.headroom.api.provider.Wiring;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Wires a tool of the table by variables alone: no file of the tool or of a project is touched, nothing is installed. A tool without
 * variables gets instructions. Subclasses are found by name, one for each row.
 */
public class EnvironmentAdapter implements ProviderAdapter {
    static final String BASE = "{base}";

    private final Tool tool;

    /**
     * Makes the adapter of a row.
     *
     * @param tool the row
     */
    public EnvironmentAdapter(Tool tool) {
        this.tool = tool;
    }

    @Override
    public final String id() {
        return tool.id();
    }

    @Override
    public final Set<String> aliases() {
        return tool.aliases();
    }

    @Override
    public final String displayName() {
        return tool.name();
    }

    @Override
    public final List<LostFeature> lost() {
        return tool.lost();
    }

    @Override
    public Detection detect(Host host) {
        Optional<Path> executable = tool.programs().stream()
                .flatMap(name -> host.executable(name).stream())
                .findFirst();
        List<String> evidence = new ArrayList<>();
        executable.ifPresent(path -> evidence.add(path + " is there"));
        tool.folders().stream()
                .map(host.home()::resolve)
                .filter(Files::isDirectory)
                .forEach(path -> evidence.add(path + " is there"));
        Detection.Presence absent = tool.programs().isEmpty() || tool.byHand().isPresent()
                ? Detection.Presence.UNKNOWN
                : Detection.Presence.ABSENT;
        return new Detection(
                evidence.isEmpty() ? absent : Detection.Presence.INSTALLED, executable, overruling(host), evidence);
    }

    @Override
    public Capability capability(Scope scope, Host host) {
        if (tool.byHand().isPresent()) {
            return new Capability(
                    Capability.Means.BY_HAND, "its settings are made by hand: headroom wrap " + id() + " says how");
        }
        return scope == Scope.PROVIDER
                ? new Capability(Capability.Means.NONE, "no file to edit")
                : Capability.of(Capability.Means.ENVIRONMENT);
    }

    @Override
    public final Map<String, String> baseUrlVariables() {
        return tool.variables().entrySet().stream()
                .filter(variable -> variable.getValue().upstream().isPresent())
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        variable -> variable.getValue().upstream().orElseThrow()));
    }

    @Override
    public final Map<String, URI> upstreams(Wiring wiring, Host host) {
        return tool.upstreams();
    }

    @Override
    public final Wired wire(Wiring wiring, Host host) {
        Capability capability = capability(wiring.scope(), host);
        if (capability.means() != Capability.Means.ENVIRONMENT) {
            return Wired.skipped(capability.text());
        }
        Optional<String> obstacle = missingUpstream(wiring).or(() -> obstacle(wiring, host));
        if (obstacle.isPresent()) {
            return Wired.skipped(obstacle.get());
        }
        return Wired.by(variables(wiring, host)).note(all(wiring, host).toArray(String[]::new));
    }

    @Override
    public Launch launch(Wiring wiring, Host host) {
        Launch plain = Launch.of(detect(host).executable(), arguments(wiring));
        if (tool.byHand().isPresent()) {
            return Launch.of(Optional.empty(), arguments(wiring))
                    .instructing(filled(tool.byHand().get(), wiring));
        }
        Optional<String> obstacle = missingUpstream(wiring).or(() -> obstacle(wiring, host));
        if (obstacle.isPresent()) {
            return plain.noting(List.of(tool.name() + " goes its own way: " + obstacle.get()));
        }
        return plain.with(variables(wiring, host)).noting(all(wiring, host));
    }

    private List<String> all(Wiring wiring, Host host) {
        List<String> notes = new ArrayList<>(notes(wiring, host));
        notes.addAll(remarks(wiring));
        return notes;
    }

    @Override
    public Launch direct(Wiring wiring, Host host) {
        return Launch.of(detect(host).executable(), arguments(wiring)).without(leadingTo(wiring, host));
    }

    /** What the program is started with. */
    List<String> arguments(Wiring wiring) {
        return wiring.arguments();
    }

    /** Whether a program is named by its path. */
    static boolean isPath(String program) {
        return program.contains("/") || program.contains("\\");
    }

    /** The variables of this tool that lead to the proxy now. */
    final Set<String> leadingTo(Wiring wiring, Host host) {
        return tool.variables().keySet().stream()
                .filter(name -> host.variable(name)
                        .filter(value -> value.contains(wiring.proxy().getAuthority()))
                        .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public final List<Finding> inspect(Wiring wiring, Host host) {
        if (detect(host).presence() != Detection.Presence.INSTALLED) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        tool.byHand()
                .ifPresent(text -> findings.add(finding(
                        "by-hand", Level.OK, tool.name() + " is set up by hand, which cannot be checked here")));
        Optional<String> obstacle = missingUpstream(wiring).or(() -> obstacle(wiring, host));
        if (obstacle.isPresent()) {
            findings.add(finding("own-way", Level.OK, tool.name() + " goes its own way: " + obstacle.get()));
        } else {
            variables(wiring, host).forEach((name, value) -> findings.add(variable(name, value, host)));
        }
        credentials(host).ifPresent(findings::add);
        notes(wiring, host).forEach(note -> findings.add(finding("overruled", Level.WARNING, note)));
        findings.sort(Comparator.comparing(Finding::level).reversed());
        return List.copyOf(findings);
    }

    private Finding variable(String name, String value, Host host) {
        Optional<String> present = host.variable(name).filter(text -> !text.isBlank());
        if (present.isEmpty()) {
            return finding("direct", Level.WARNING, name + " is not set in this shell");
        }
        boolean same = present.get().equals(value) || BaseUrl.same(present.get(), value);
        return same
                ? finding("wired", Level.OK, name + " is " + value)
                : finding("elsewhere", Level.ERROR, name + " is " + BaseUrl.masked(present.get()) + ", not " + value);
    }

    private Finding finding(String code, Level level, String text) {
        return new Finding(
                id() + ".routing." + code, level, Optional.empty(), OptionalInt.empty(), text, Optional.empty());
    }

    /** What is wrong with the tool's credentials; nothing by default. */
    Optional<Finding> credentials(Host host) {
        return Optional.empty();
    }

    /** Why the tool must be left alone here; nothing by default. */
    Optional<String> obstacle(Wiring wiring, Host host) {
        return Optional.empty();
    }

    /** The variables and their values. */
    Map<String, String> variables(Wiring wiring, Host host) {
        Map<String, String> variables = new LinkedHashMap<>();
        tool.variables().forEach((name, variable) -> variables.put(name, filled(variable.template(), wiring)));
        return variables;
    }

    /** What is worth a line when the tool is wired, and no warning afterwards; nothing by default. */
    List<String> remarks(Wiring wiring) {
        return List.of();
    }

    /** What on this machine leads past the proxy. */
    List<String> notes(Wiring wiring, Host host) {
        List<String> notes = new ArrayList<>();
        for (String name : tool.beside()) {
            host.variable(name)
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> notes.add(name + " is set and may lead " + tool.name() + " past the proxy"));
        }
        tool.overruledBy()
                .ifPresent(rule -> overruling(host)
                        .forEach(file -> line(file, rule.key())
                                .ifPresent(line -> notes.add(file + ", line " + line + " has " + rule.key()
                                        + ", which wins over the variables"))));
        return notes;
    }

    static String filled(String template, Wiring wiring) {
        return template.replace(BASE, wiring.baseUrl(""));
    }

    private Optional<String> missingUpstream(Wiring wiring) {
        for (Map.Entry<String, URI> needed : tool.upstreams().entrySet()) {
            URI upstream = wiring.upstreams().get(needed.getKey());
            if (upstream == null
                    || !BaseUrl.same(upstream.toString(), needed.getValue().toString())) {
                return Optional.of("it needs a proxy with the " + needed.getKey() + " upstream " + needed.getValue()
                        + ": a profile of its own");
            }
        }
        return Optional.empty();
    }

    private List<Path> overruling(Host host) {
        return tool
                .overruledBy()
                .map(rule -> List.of(
                        host.workingDirectory().resolve(rule.file()),
                        host.home().resolve(rule.file())))
                .orElse(List.of())
                .stream()
                .distinct()
                .toList();
    }

    private static OptionalInt line(Path file, String key) {
        if (!Files.isRegularFile(file)) {
            return OptionalInt.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).startsWith(key + ":")) {
                    return OptionalInt.of(i + 1);
                }
            }
        } catch (IOException e) {
            // A file that this account cannot read is none that its tool reads.
            return OptionalInt.empty();
        }
        return OptionalInt.empty();
    }
}
