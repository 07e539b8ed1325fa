package io.headroom.provider.claude;

import io.headroom.api.change.Change.JsonSyntax;
import io.headroom.api.change.JsonDocument;
import io.headroom.api.change.JsonValue;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** All that decides about Claude Code's variables in the current folder, with the precedence that was measured. */
final class Layers {
    private final Host host;
    private final List<Layer> strongestFirst = new ArrayList<>();
    private final List<Dropped> dropped = new ArrayList<>();

    private Layers(Host host) {
        this.host = host;
    }

    static Layers read(Host host) {
        Layers layers = new Layers(host);
        ClaudeFiles files = new ClaudeFiles(host);
        files.managed().forEach(file -> layers.add(Layer.Kind.MANAGED, file));
        layers.add(Layer.Kind.PROJECT_LOCAL, files.projectLocal());
        if (!files.project().equals(files.user())) {
            layers.add(Layer.Kind.PROJECT, files.project());
        }
        layers.add(Layer.Kind.USER, files.user());
        layers.add(Layer.Kind.STATE, files.state());
        return layers;
    }

    private void add(Layer.Kind kind, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            // An empty file counts as one without settings (measured).
            JsonValue root =
                    Files.size(file) == 0 ? JsonValue.object(Map.of()) : JsonDocument.read(file, JsonSyntax.STRICT);
            Optional<SettingsTypes.Mistake> mistake =
                    kind == Layer.Kind.STATE ? Optional.empty() : SettingsTypes.check(root);
            mistake.ifPresentOrElse(
                    wrong -> dropped.add(new Dropped(kind, file, wrong.line(), 1, wrong.reason())),
                    () -> strongestFirst.add(new Layer(kind, file, root)));
        } catch (MalformedDocumentException e) {
            dropped.add(new Dropped(kind, file, e.line(), e.column(), e.getMessage()));
        } catch (IOException e) {
            dropped.add(new Dropped(kind, file, 1, 1, "an error when reading it"));
        }
    }

    /** The files that Claude Code drops. */
    List<Dropped> dropped() {
        return List.copyOf(dropped);
    }

    Optional<Dropped> dropped(Layer.Kind kind) {
        return dropped.stream().filter(file -> file.kind() == kind).findFirst();
    }

    /** All values of a variable, the one that counts first; the process environment comes last. */
    List<Setting> all(String name) {
        Stream<Setting> fromFiles = strongestFirst.stream()
                .flatMap(layer -> layer
                        .variable(name)
                        .map(value -> new Setting(name, value.text(), Optional.of(layer), OptionalInt.of(value.line())))
                        .stream());
        Stream<Setting> fromProcess =
                host
                        .variable(name)
                        .map(value -> new Setting(name, value, Optional.empty(), OptionalInt.empty()))
                        .stream();
        return Stream.concat(fromFiles, fromProcess).toList();
    }

    /** The value that counts. */
    Optional<Setting> variable(String name) {
        return all(name).stream().findFirst();
    }

    /** The value that counts, unless it is blank. */
    Optional<String> text(String name) {
        return variable(name).flatMap(Setting::text);
    }

    /** A variable as the process environment and the files of the account and the project give it to a tool. */
    boolean isOn(String name) {
        return variable(name).filter(Setting::isOn).isPresent();
    }

    /** The account's own file, if it is there and not dropped. */
    Optional<Layer> user() {
        return strongestFirst.stream()
                .filter(layer -> layer.kind() == Layer.Kind.USER)
                .findFirst();
    }

    /** The model that a setting of the files names. */
    Optional<String> model() {
        return strongestFirst.stream()
                .flatMap(layer -> layer.root().stringAt("model").stream())
                .findFirst();
    }
}
