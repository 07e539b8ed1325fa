package io.headroom.provider.codex;

import io.headroom.api.change.DocumentText;
import io.headroom.api.change.MalformedDocumentException;
import io.headroom.api.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** All files that decide about Codex's base URL. Files of a project may not set one (measured), so they are not read. */
final class Layers {
    private final List<Layer> strongestFirst = new ArrayList<>();
    private final List<Layer> profiles = new ArrayList<>();
    private final List<Broken> broken = new ArrayList<>();

    private Layers() {}

    static Layers read(Host host) {
        Layers layers = new Layers();
        CodexFiles files = new CodexFiles(host);
        layers.add(Layer.Kind.MANAGED, files.managed());
        layers.add(Layer.Kind.USER, files.user());
        files.system().ifPresent(file -> layers.add(Layer.Kind.SYSTEM, file));
        files.profiles().stream()
                .filter(file -> !file.equals(files.managed()))
                .forEach(file -> layers.add(Layer.Kind.PROFILE, file));
        return layers;
    }

    private void add(Layer.Kind kind, Path file) {
        if (!Files.isRegularFile(file)) {
            return;
        }
        try {
            String text = DocumentText.read(file);
            TomlParseResult root = Toml.parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (root.hasErrors()) {
                TomlParseError first = root.errors().get(0);
                broken.add(new Broken(
                        kind, file, first.position().line(), first.position().column(), first.getMessage()));
            } else {
                (kind == Layer.Kind.PROFILE ? profiles : strongestFirst).add(new Layer(kind, file, root));
            }
        } catch (MalformedDocumentException e) {
            broken.add(new Broken(kind, file, e.line(), e.column(), e.getMessage()));
        } catch (IOException e) {
            broken.add(new Broken(kind, file, 1, 1, "the file cannot be read"));
        }
    }

    List<Layer> all() {
        return List.copyOf(strongestFirst);
    }

    List<Layer> profiles() {
        return List.copyOf(profiles);
    }

    List<Broken> broken() {
        return List.copyOf(broken);
    }

    Optional<Broken> broken(Layer.Kind kind) {
        return broken.stream().filter(file -> file.kind() == kind).findFirst();
    }

    Optional<Layer> user() {
        return strongestFirst.stream()
                .filter(layer -> layer.kind() == Layer.Kind.USER)
                .findFirst();
    }

    /** The texts of a key in all layers, the one that counts first. */
    Stream<Entry> texts(List<String> path) {
        return strongestFirst.stream().flatMap(layer -> layer.text(path).stream());
    }
}
