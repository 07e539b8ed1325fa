package io.headroom.compress.retrieve;

import io.headroom.api.compress.LeftOut.Unit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts out of an original that is read in parts: lines, characters and the rows of the outermost value are found by landmarks. What lies
 * deeper in a document needs all of it, and gets it.
 */
final class PartCuts implements Cuts {
    private final PartedText text;
    private final Landmarks landmarks;
    private final Units lines;
    private final Optional<Units> rows;
    private @Nullable WholeCuts whole;

    PartCuts(PartedText text) {
        this.text = text;
        landmarks = text.landmarks();
        lines = new Stretches(text, landmarks.lines(), Stretches::lines);
        rows = landmarks
                .rows()
                .map(there -> new Stretches(
                        text,
                        there.marks(),
                        (stretch, count) -> new JsonSource()
                                .stretch(stretch, there.kind(), count)
                                .orElseThrow(() -> new DamagedPartException("other rows than there were"))));
    }

    @Override
    public int count(Unit unit, String path) throws NoSuchSliceException {
        if (unit == Unit.CHARACTER && path.isEmpty()) {
            return text.length();
        }
        return path.isEmpty() ? units(unit, path).count() : whole().count(unit, path);
    }

    @Override
    public Units units(Unit unit, String path) throws NoSuchSliceException {
        if (!path.isEmpty()) {
            return whole().units(unit, path);
        }
        switch (unit) {
            case LINE, HUNK, UPDATE:
                return lines;
            case ROW, ITEM, KEY:
                Units there = rows.orElseThrow(() -> Slicer.noRows(unit, lines.count(), text.length()));
                if (unit == Unit.KEY && landmarks.rows().orElseThrow().kind() != JsonPlace.Kind.OBJECT) {
                    throw Slicer.noKeys(path, there.count());
                }
                return there;
            default:
                throw Slicer.notNumbered(unit);
        }
    }

    @Override
    public SourceText source(Unit unit, String path) throws NoSuchSliceException {
        if (!path.isEmpty()) {
            return whole().source(unit, path);
        }
        return text(path);
    }

    @Override
    public SourceText text(String path) throws NoSuchSliceException {
        if (!path.isEmpty()) {
            return whole().text(path);
        }
        return new SourceText() {
            @Override
            public int length() {
                return text.length();
            }

            @Override
            public String substring(int from, int to) {
                return text.part(from, to);
            }
        };
    }

    @Override
    public Optional<JsonPlace.Kind> holder(String path) throws NoSuchSliceException {
        return path.isEmpty() ? landmarks.rows().map(Landmarks.Rows::kind) : whole().holder(path);
    }

    @Override
    public int start(String path) throws NoSuchSliceException {
        return path.isEmpty() ? 0 : whole().start(path);
    }

    @Override
    public int offset(Unit unit, String path, int number) throws NoSuchSliceException {
        return path.isEmpty() ? units(unit, path).start(number) : whole().offset(unit, path, number);
    }

    @Override
    public Set<String> names(String path) throws NoSuchSliceException {
        return whole().names(path);
    }

    private WholeCuts whole() {
        WholeCuts known = whole;
        if (known == null) {
            known = new WholeCuts(text.part(0, text.length()));
            whole = known;
        }
        return known;
    }
}
