package io.headroom.provider.openclaw;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** OpenClaw's configuration with the files that it includes. What stands beside an include wins over it, so edits of the main file do. */
final class Config {
    private static final String INCLUDE = "$include";
    private static final int MAX_INCLUDES = 10;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_][A-Z0-9_]*)}");

    private final Host host;
    private final Path file;
    private final List<Part> parts = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();

    private Config(Host host) {
        this.host = host;
        this.file = new OpenClawFiles(host).config();
    }

    static Config read(Host host) {
        Config config = new Config(host);
        if (Files.exists(config.file)) {
            config.add(config.file, List.of(), 0);
        }
        return config;
    }

    private void add(Path from, List<String> prefix, int depth) {
        try {
            JsonValue root = JsonDocument.read(from, JsonSyntax.JSON5);
            parts.add(new Part(from, prefix, root));
            include(from, root, prefix, depth);
        } catch (MalformedDocumentException e) {
            broken.add(new Broken(from, e.line(), e.column(), e.getMessage()));
        } catch (IOException e) {
            broken.add(new Broken(from, 1, 1, "the file cannot be read"));
        }
    }

    private void include(Path from, JsonValue value, List<String> prefix, int depth) {
        if (depth > MAX_INCLUDES) {
            return;
        }
        value.members().forEach((name, member) -> {
            if (name.equals(INCLUDE)) {
                List<JsonValue> names = member.kind() == JsonValue.Kind.ARRAY ? member.elements() : List.of(member);
                names.stream()
                        .filter(one -> one.kind() == JsonValue.Kind.STRING)
                        .forEach(one -> addIncluded(from, one, prefix, depth + 1));
            } else if (member.kind() == JsonValue.Kind.OBJECT) {
                List<String> below = new ArrayList<>(prefix);
                below.add(name);
                include(from, member, below, depth);
            }
        });
    }

    private void addIncluded(Path from, JsonValue name, List<String> prefix, int depth) {
        try {
            add(from.resolveSibling(name.text()).normalize(), prefix, depth);
        } catch (InvalidPathException e) {
            broken.add(new Broken(from, name.line(), 1, "an include that is no path"));
        }
    }

    Path file() {
        return file;
    }

    List<Broken> broken() {
        return List.copyOf(broken);
    }

    /** A value, and the file that it stands in. */
    record Found(Path file, JsonValue value) {
        String place() {
            return file + ", line " + value.line();
        }
    }

    /** The value that counts at a place. */
    Optional<Found> at(String... names) {
        return parts.stream()
                .flatMap(part -> part.at(names).map(value -> new Found(part.file(), value)).stream())
                .findFirst();
    }

    /** The names of the members at a place, of all files. */
    List<String> names(String... path) {
        TreeSet<String> names = new TreeSet<>();
        parts.forEach(part ->
                part.at(path).ifPresent(value -> names.addAll(value.members().keySet())));
        names.remove(INCLUDE);
        return List.copyOf(names);
    }

    /** All values at a place, of all files. */
    List<JsonValue> all(String... path) {
        return parts.stream().flatMap(part -> part.at(path).stream()).toList();
    }

    /** A text with {@code ${NAME}} replaced as OpenClaw does it; what is not set stays as it is. */
    String resolved(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(variable(match.group(1)).orElse(match.group())));
    }

    /** A variable as OpenClaw sees it: the process first, then its {@code .env}, then the {@code env} of its configuration. */
    Optional<String> variable(String name) {
        return host.variable(name)
                .filter(value -> !value.isBlank())
                .or(() -> Optional.ofNullable(dotEnv().get(name)))
                .or(() -> at("env", name)
                        .or(() -> at("env", "vars", name))
                        .map(found -> found.value().text()))
                .filter(value -> !value.isBlank());
    }

    private Map<String, String> dotEnv() {
        Map<String, String> variables = new LinkedHashMap<>();
        Path env = new OpenClawFiles(host).folder().resolve(".env");
        if (Files.isRegularFile(env)) {
            try {
                for (String line : Files.readAllLines(env)) {
                    int equals = line.indexOf('=');
                    if (equals > 0) {
                        variables.put(
                                line.substring(0, equals)
                                        .replaceFirst("^export\\s+", "")
                                        .strip(),
                                line.substring(equals + 1).strip());
                    }
                }
            } catch (IOException e) {
                // It only tells whether a key is there; without it a model or the environment must.
                variables.clear();
            }
        }
        return variables;
    }
}
