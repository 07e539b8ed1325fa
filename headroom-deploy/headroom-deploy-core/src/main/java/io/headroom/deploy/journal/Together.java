package io.headroom.deploy.journal;

import io.headroom.api.change.Change;
import io.headroom.deploy.change.MadeChange;
import io.headroom.deploy.change.Views;
import io.headroom.deploy.file.AtomicFiles;
import io.headroom.deploy.file.ContentHash;
import io.headroom.deploy.ownership.Restacked;
import io.headroom.deploy.ownership.Stack;
import io.headroom.deploy.surface.Surface;
import io.headroom.deploy.surface.Surfaces;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * Changes that are written at once: of one file, or of one environment. Each has an intent of its own, and all intents of a surface name the
 * same bytes and stacks, those before the first change and those after the last, since nothing else is ever there. So each of them tells
 * after a crash what came of the write, and taking back one takes back all. Not thread-safe.
 */
final class Together {
    private final Views views;
    private final Surfaces surfaces;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, Whole> wholes = new LinkedHashMap<>();

    Together(Views views, Surfaces surfaces) {
        this.views = views;
        this.surfaces = surfaces;
    }

    /** One change. */
    record Part(String key, Change change, Optional<MadeChange> recorded, Views.View view, Restacked next) {}

    /** All changes of one surface. */
    private record Whole(Change change, Views.View before, Views.View after, OptionalInt mode) {}

    /** Splits what is done one after the other into what is written at once. */
    static <T> List<List<T>> groups(List<T> all, Function<T, Change> change) {
        List<List<T>> groups = new ArrayList<>();
        Optional<String> last = Optional.empty();
        for (T one : all) {
            Optional<String> with = Surface.writtenWith(change.apply(one));
            if (with.isEmpty() || !with.equals(last)) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(one);
            last = with;
        }
        return groups;
    }

    Views.View view(Change change) throws IOException {
        return views.of(change);
    }

    void add(Change change, Optional<MadeChange> recorded, Views.View view, Restacked next) throws IOException {
        String key = surfaces.key(change);
        Views.View after = views.note(change, view, next);
        Whole whole = wholes.get(key);
        OptionalInt mode = next.mode().isPresent() || whole == null ? next.mode() : whole.mode();
        wholes.put(key, new Whole(change, whole == null ? view : whole.before(), after, mode));
        parts.add(new Part(key, change, recorded, view, next));
    }

    List<Part> parts() {
        return List.copyOf(parts);
    }

    /** What is to be written where. */
    List<Surfaces.Write> writes() {
        return wholes.values().stream()
                .map(whole -> new Surfaces.Write(
                        whole.change(), whole.before().now(), whole.after().now(), whole.mode()))
                .toList();
    }

    List<Stack> former() {
        return wholes.values().stream().map(whole -> whole.before().stack()).toList();
    }

    List<Stack> next() {
        return wholes.values().stream().map(whole -> whole.after().stack()).toList();
    }

    Intent intent(JournalState state, Intent.Kind kind, Part part) throws IOException {
        Whole whole = wholes.get(part.key());
        AtomicFiles.Way way = surfaces.way(part.change());
        return new Intent(
                state.nextNumber(),
                kind,
                Optional.of(part.change()),
                part.recorded(),
                Optional.empty(),
                ContentHash.of(whole.before().now()),
                whole.before().mode(),
                ContentHash.of(whole.after().now()),
                way,
                Optional.of(whole.before().stack()),
                Optional.of(whole.after().stack()));
    }
}
