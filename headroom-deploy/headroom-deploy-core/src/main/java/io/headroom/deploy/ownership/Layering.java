package io.headroom.deploy.ownership;

import io.headroom.api.change.Change;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What one change makes of a surface's content, and how it is taken back. A pure function for every kind of change. Thread-safe. */
final class Layering {
    /** Stands for something that is there and has no bytes of its own, such as a directory. */
    private static final FileContent THERE = FileContent.of("");

    private final Editors editors;

    Layering(Editors editors) {
        this.editors = editors;
    }

    /** A content with a change in it. */
    Edited make(Change change, Optional<FileContent> before) throws EditRefusedException {
        if (change instanceof Change.JsonEdit edit) {
            return editors.json().make(edit, before);
        }
        if (change instanceof Change.TomlEdit edit) {
            return editors.toml().make(edit, before);
        }
        if (change instanceof Change.BlockEdit edit) {
            return editors.block().make(edit, before);
        }
        if (change instanceof Change.OwnFile file) {
            return new Edited(file.content(), List.of());
        }
        if (change instanceof Change.EnvironmentValue value) {
            return new Edited(FileContent.of("REG_SZ\n" + value.value()), List.of());
        }
        return new Edited(THERE, List.of());
    }

    /** The mode that a change wants. */
    static OptionalInt mode(Change change) {
        if (change instanceof Change.OwnFile file) {
            return file.mode();
        }
        return change instanceof Change.OwnDirectory directory ? directory.mode() : OptionalInt.empty();
    }

    /** A content with a change taken back that the user has edited since. */
    Taken takeBack(Layer layer, FileContent now, Stack.Base base) throws EditRefusedException {
        Change change = layer.change();
        if (change instanceof Change.JsonEdit edit) {
            return document(editors.json().takeBack(edit, now, layer.traces()));
        }
        if (change instanceof Change.TomlEdit edit) {
            return document(editors.toml().takeBack(edit, now, layer.traces()));
        }
        if (change instanceof Change.BlockEdit edit) {
            return document(editors.block().takeBack(edit, now, layer.traces()));
        }
        boolean ours = make(change, Optional.empty()).after().equals(now);
        if (change instanceof Change.OwnFile) {
            return new Taken(base.content(), List.of(), ours ? Optional.empty() : Optional.of(now));
        }
        if (change instanceof Change.EnvironmentValue value && !ours) {
            return new Taken(Optional.of(now), List.of(value.name()), Optional.empty());
        }
        return new Taken(base.content(), List.of(), Optional.empty());
    }

    /**
     * The part of a layer that no higher layer covers. What is covered is handed up: the lowest of the higher layers that has the key gets
     * what was there before us.
     */
    static Uncovered uncover(Layer layer, List<Layer> above) {
        List<Layer> heirs = new ArrayList<>(above);
        if (above.stream().anyMatch(higher -> coversAll(layer.change(), higher.change()))) {
            return new Uncovered(Optional.empty(), heirs);
        }
        List<Integer> free = new ArrayList<>();
        for (int edit = 0; edit < layer.traces().size(); edit++) {
            if (!bequeath(layer, edit, heirs)) {
                free.add(edit);
            }
        }
        for (int edit : free) {
            bequeathContainer(layer.traces().get(edit), heirs);
        }
        return new Uncovered(layer.traces().isEmpty() ? Optional.of(layer) : part(layer, free), heirs);
    }

    private static boolean coversAll(Change lower, Change higher) {
        boolean document = lower instanceof Change.JsonEdit || lower instanceof Change.TomlEdit;
        return higher instanceof Change.OwnFile
                || (!document && !(lower instanceof Change.BlockEdit))
                || (lower instanceof Change.BlockEdit one
                        && higher instanceof Change.BlockEdit other
                        && one.marker().equals(other.marker()));
    }

    private static boolean bequeath(Layer layer, int edit, List<Layer> heirs) {
        Trace trace = layer.traces().get(edit);
        String key = Edits.key(layer.change(), edit, trace);
        for (int heir = 0; heir < heirs.size(); heir++) {
            Layer above = heirs.get(heir);
            for (int other = 0; other < above.traces().size(); other++) {
                Trace covering = above.traces().get(other);
                if (Edits.key(above.change(), other, covering).equals(key)) {
                    Trace inherited = new Trace(covering.key(), trace.former(), covering.ours(), trace.made());
                    heirs.set(heir, new Layer(above.change(), Edits.replace(above.traces(), other, inherited)));
                    return true;
                }
            }
        }
        return false;
    }

    /** A container that we made stays while a higher layer has something in it, and is then that layer's to remove. */
    private static void bequeathContainer(Trace trace, List<Layer> heirs) {
        if (trace.made().isEmpty()) {
            return;
        }
        String inside = trace.made().get() + "/";
        for (int heir = 0; heir < heirs.size(); heir++) {
            Layer above = heirs.get(heir);
            for (int other = 0; other < above.traces().size(); other++) {
                Trace within = above.traces().get(other);
                if (within.key().startsWith(inside) && within.made().isEmpty()) {
                    Trace inherited = new Trace(within.key(), within.former(), within.ours(), trace.made());
                    heirs.set(heir, new Layer(above.change(), Edits.replace(above.traces(), other, inherited)));
                    return;
                }
            }
        }
    }

    private static Optional<Layer> part(Layer layer, List<Integer> edits) {
        if (edits.isEmpty()) {
            return Optional.empty();
        }
        List<Trace> traces = edits.stream().map(layer.traces()::get).toList();
        return Optional.of(new Layer(Edits.only(layer.change(), edits), traces));
    }

    private static Taken document(Restored restored) {
        return new Taken(restored.after(), restored.left(), Optional.empty());
    }

    /** A content from which something was taken back. */
    record Taken(Optional<FileContent> content, List<String> left, Optional<FileContent> aside) {}

    /** What of a layer can be taken back, and the layers above it with what they inherit. */
    record Uncovered(Optional<Layer> layer, List<Layer> above) {}
}
