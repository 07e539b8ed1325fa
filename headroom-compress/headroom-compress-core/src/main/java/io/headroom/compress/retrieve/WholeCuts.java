package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut.Unit;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Cuts out of an original that is there as a whole. */
final class WholeCuts implements Cuts {
    private final Slicer slicer;

    WholeCuts(String original) {
        slicer = new Slicer(original);
    }

    @Override
    public int count(Unit unit, String path) throws NoSuchSliceException {
        return slicer.count(unit, path);
    }

    @Override
    public Units units(Unit unit, String path) throws NoSuchSliceException {
        return slicer.units(unit, path);
    }

    @Override
    public SourceText source(Unit unit, String path) throws NoSuchSliceException {
        return SourceText.of(slicer.source(unit, path));
    }

    @Override
    public SourceText text(String path) throws NoSuchSliceException {
        return SourceText.of(slicer.text(path));
    }

    @Override
    public Optional<JsonPlace.Kind> holder(String path) throws NoSuchSliceException {
        return slicer.container(path).map(JsonPlace::kind);
    }

    @Override
    public int start(String path) throws NoSuchSliceException {
        return path.isEmpty() ? 0 : slicer.container(path).map(JsonPlace::start).orElse(0);
    }

    @Override
    public int offset(Unit unit, String path, int number) throws NoSuchSliceException {
        return slicer.offset(unit, path, number);
    }

    @Override
    public Set<String> names(String path) throws NoSuchSliceException {
        JsonPlace holder = slicer.container(path)
                .orElseThrow(() -> new NoSuchSliceException(
                        "no keys" + Slicer.at(path) + "; there is neither an object nor an array"));
        JsonChildren children = slicer.children(holder);
        Set<String> names = new LinkedHashSet<>(children.names());
        for (int i = 1;
                holder.kind() != JsonPlace.Kind.OBJECT && i <= children.units().count();
                i++) {
            JsonPlace child = children.value(i);
            if (child.kind() == JsonPlace.Kind.OBJECT) {
                names.addAll(slicer.children(child).names());
            }
        }
        return names;
    }
}
