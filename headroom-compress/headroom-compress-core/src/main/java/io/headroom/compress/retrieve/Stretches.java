package io.headroom.compress.retrieve;

/** Units of a text that is read in parts: between two marks they are looked for when they are wanted. Not thread-safe. */
final class Stretches implements Units {
    private final PartedText text;
    private final Marks marks;
    private final Reader reader;
    private int known = -1;
    private UnitList units = new UnitList();

    /** Finds the units of a stretch. */
    interface Reader {
        /** By their offsets in the stretch; throws {@link DamagedPartException} if there are not so many. */
        UnitList read(String stretch, int count);
    }

    Stretches(PartedText text, Marks marks, Reader reader) {
        this.text = text;
        this.marks = marks;
        this.reader = reader;
    }

    /** Reads a stretch of lines, the last of which ends it. */
    static UnitList lines(String stretch, int count) {
        UnitList lines = UnitList.lines(stretch);
        if (lines.count() != count) {
            throw new DamagedPartException("other lines than there were");
        }
        return lines;
    }

    @Override
    public int count() {
        return marks.count();
    }

    @Override
    public int start(int unit) {
        int stretch = read(unit);
        return marks.offsets()[stretch] + units.start(unit - marks.numbers()[stretch] + 1);
    }

    @Override
    public int end(int unit) {
        int stretch = read(unit);
        return marks.offsets()[stretch] + units.end(unit - marks.numbers()[stretch] + 1);
    }

    private int read(int unit) {
        int stretch = marks.stretch(unit);
        if (stretch != known) {
            String part = text.part(marks.offsets()[stretch], marks.endOf(stretch));
            units = reader.read(part, marks.units(stretch));
            known = stretch;
        }
        return stretch;
    }
}
