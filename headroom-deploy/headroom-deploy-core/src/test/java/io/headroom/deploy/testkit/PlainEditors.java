package io.headroom.deploy.testkit;

import io.headroom.api.change.Change;
import io.headroom.api.change.DocumentEdit;
import io.headroom.api.change.FileContent;
import io.headroom.deploy.edit.EditRefusedException;
import io.headroom.deploy.edit.Edited;
import io.headroom.deploy.edit.Editor;
import io.headroom.deploy.edit.Editors;
import io.headroom.deploy.edit.Restored;
import io.headroom.deploy.edit.Trace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Editors of the simplest documents there can be, so that the engine is tested apart from grammars: JSON and TOML stand for lines of
 * {@code pointer=value}, a block is a line {@code [marker]} with its lines and a line {@code [/marker]}. A line {@code !} is an error.
 */
public final class PlainEditors {
    private PlainEditors() {}

    /**
     * The editors.
     *
     * @return one for each kind
     */
    public static Editors all() {
        return new Editors(new Lines<>(Change.JsonEdit::edits), new Lines<>(Change.TomlEdit::edits), new Blocks());
    }

    private static List<String> lines(FileContent content) throws EditRefusedException {
        String text = new String(content.bytes(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.lines().toList());
        int bad = lines.indexOf("!");
        if (bad >= 0) {
            throw new EditRefusedException(bad + 1, 1, "an exclamation mark");
        }
        return lines;
    }

    private static FileContent content(List<String> lines) {
        return FileContent.of(lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
    }

    private interface EditsOf<C> {
        List<DocumentEdit> of(C change);
    }

    private record Lines<C extends Change>(EditsOf<C> edits) implements Editor<C> {
        @Override
        public Edited make(C change, Optional<FileContent> before) throws EditRefusedException {
            List<String> lines = before.isPresent() ? lines(before.get()) : new ArrayList<>();
            List<Trace> traces = new ArrayList<>();
            for (DocumentEdit edit : edits.of(change)) {
                int at = find(lines, edit.pointer());
                Optional<String> former = at < 0 ? Optional.empty() : Optional.of(lines.get(at));
                Optional<String> ours = edit.value().map(value -> edit.pointer() + "=" + value);
                if (ours.isPresent() && at >= 0) {
                    lines.set(at, ours.get());
                } else if (ours.isPresent()) {
                    lines.add(ours.get());
                } else if (at >= 0) {
                    lines.remove(at);
                }
                Optional<String> made = before.isEmpty() ? Optional.of("") : Optional.empty();
                traces.add(new Trace(edit.pointer(), former, ours, made));
            }
            return new Edited(traces.isEmpty() && before.isPresent() ? before.get() : content(lines), traces);
        }

        @Override
        public Restored takeBack(C change, FileContent now, List<Trace> traces) throws EditRefusedException {
            List<String> lines = lines(now);
            List<String> left = new ArrayList<>();
            for (int i = traces.size() - 1; i >= 0; i--) {
                Trace trace = traces.get(i);
                int at = find(lines, trace.key());
                Optional<String> there = at < 0 ? Optional.empty() : Optional.of(lines.get(at));
                if (!there.equals(trace.ours())) {
                    left.add(trace.key());
                } else if (trace.former().isPresent() && at >= 0) {
                    lines.set(at, trace.former().get());
                } else if (trace.former().isPresent()) {
                    lines.add(trace.former().get());
                } else if (at >= 0) {
                    lines.remove(at);
                }
            }
            boolean made = traces.stream().anyMatch(trace -> trace.made().isPresent());
            return new Restored(lines.isEmpty() && made ? Optional.empty() : Optional.of(content(lines)), left);
        }

        private static int find(List<String> lines, String pointer) {
            for (int at = 0; at < lines.size(); at++) {
                if (lines.get(at).startsWith(pointer + "=")) {
                    return at;
                }
            }
            return -1;
        }
    }

    private static final class Blocks implements Editor<Change.BlockEdit> {
        @Override
        public Edited make(Change.BlockEdit change, Optional<FileContent> before) throws EditRefusedException {
            List<String> lines = before.isPresent() ? lines(before.get()) : new ArrayList<>();
            List<String> block = new ArrayList<>(List.of(open(change)));
            block.addAll(change.lines());
            block.add(close(change));
            Optional<String> former = cut(lines, change);
            lines.addAll(change.place() == Change.BlockEdit.Place.TOP ? 0 : lines.size(), block);
            Optional<String> made = before.isEmpty() ? Optional.of("") : Optional.empty();
            Trace trace = new Trace(change.marker(), former, Optional.of(String.join("\n", block)), made);
            return new Edited(content(lines), List.of(trace));
        }

        @Override
        public Restored takeBack(Change.BlockEdit change, FileContent now, List<Trace> traces)
                throws EditRefusedException {
            List<String> lines = lines(now);
            cut(lines, change);
            boolean made = traces.get(0).made().isPresent();
            return new Restored(lines.isEmpty() && made ? Optional.empty() : Optional.of(content(lines)), List.of());
        }

        private static Optional<String> cut(List<String> lines, Change.BlockEdit change) {
            int from = lines.indexOf(open(change));
            int to = lines.indexOf(close(change));
            if (from < 0 || to < from) {
                return Optional.empty();
            }
            List<String> block = lines.subList(from, to + 1);
            String text = String.join("\n", block);
            block.clear();
            return Optional.of(text);
        }

        private static String open(Change.BlockEdit change) {
            return "[" + change.marker() + "]";
        }

        private static String close(Change.BlockEdit change) {
            return "[/" + change.marker() + "]";
        }
    }
}
