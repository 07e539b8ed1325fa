package io.headroom.compress.retrieve;

import io.headroom.compress.token.Estimate;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * What is kept beside a long original, so that a part of it is found without reading it all: where some of its lines begin, and some of
 * its rows if it is JSON that has rows. It takes about a thousandth of the text. Immutable.
 */
public final class Landmarks {
    private static final char NO_ROWS = '-';

    private final int length;
    private final int tokens;
    private final Marks lines;
    private final Optional<Rows> rows;

    /**
     * The units of the outermost JSON value.
     *
     * @param kind what holds them
     * @param marks where they are
     */
    record Rows(JsonPlace.Kind kind, Marks marks) {}

    private Landmarks(int length, int tokens, Marks lines, Optional<Rows> rows) {
        this.length = length;
        this.tokens = tokens;
        this.lines = lines;
        this.rows = rows;
    }

    /**
     * Looks for them, in linear time.
     *
     * @param text any text
     * @param every how many characters lie between two of a kind at least; what lies between is read to find a unit
     * @return its landmarks; empty for a JSON string, whose rows lie behind its escapes
     */
    public static Optional<Landmarks> of(String text, int every) {
        JsonSource json = new JsonSource();
        Optional<Rows> rows = json.single(text, every);
        if (rows.isEmpty()) {
            Optional<JsonPlace> root = json.root(text);
            if (root.filter(value -> value.kind() == JsonPlace.Kind.STRING).isPresent()) {
                return Optional.empty();
            }
            rows = root.filter(JsonPlace::holdsUnits).map(holder -> new Rows(holder.kind(), json.marks(holder, every)));
        }
        Marks.Collector lines = new Marks.Collector(every);
        UnitList.eachLine(text, lines::unit);
        return Optional.of(new Landmarks(text.length(), Estimate.of(text), lines.marks(), rows));
    }

    /**
     * Writes them down.
     *
     * @param out where to
     * @throws IOException if it cannot be written to
     */
    public void write(DataOutput out) throws IOException {
        out.writeInt(length);
        out.writeInt(tokens);
        lines.write(out);
        out.writeByte(rows.map(there -> there.kind().name().charAt(0)).orElse(NO_ROWS));
        if (rows.isPresent()) {
            rows.get().marks().write(out);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in where from
     * @return the landmarks
     * @throws IOException if these are no landmarks
     */
    public static Landmarks read(DataInput in) throws IOException {
        int length = in.readInt();
        int tokens = in.readInt();
        Marks lines = Marks.read(in, length);
        char kind = (char) in.readByte();
        Optional<Rows> rows =
                kind == NO_ROWS ? Optional.empty() : Optional.of(new Rows(kind(kind), Marks.read(in, length)));
        return new Landmarks(length, tokens, lines, rows);
    }

    private static JsonPlace.Kind kind(char letter) throws IOException {
        for (JsonPlace.Kind kind : JsonPlace.Kind.values()) {
            if (kind.holdsUnits() && kind.name().charAt(0) == letter) {
                return kind;
            }
        }
        throw new IOException("no such kind of rows");
    }

    /**
     * The text's length.
     *
     * @return characters
     */
    public int length() {
        return length;
    }

    /** What the text costs, by the engine's estimate. */
    int tokens() {
        return tokens;
    }

    Marks lines() {
        return lines;
    }

    /** Empty if the text is not JSON, or JSON without rows. */
    Optional<Rows> rows() {
        return rows;
    }
}
