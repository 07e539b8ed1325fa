package io.headroom.compress.retrieve;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where some of a text's units begin: the first one, and then one in each stretch of the text. What lies between two of them is read
 * when it is wanted.
 *
 * @param count how many units there are
 * @param numbers the units whose beginnings are known, in order; the first is 1
 * @param offsets where they begin
 * @param end where the last unit ends
 */
record Marks(int count, int[] numbers, int[] offsets, int end) {
    /** Collects the marks of units that are told one after another. */
    static final class Collector {
        private final int every;
        private final UnitList known = new UnitList();
        private int count;
        private int end;

        /** Keeps no two marks that are nearer to one another than so many characters. */
        Collector(int every) {
            this.every = every;
        }

        void unit(int from, int to) {
            count++;
            if (count == 1 || from - known.end(known.count()) >= every) {
                known.add(count, from);
            }
            end = to;
        }

        Marks marks() {
            int[] numbers = new int[known.count()];
            int[] offsets = new int[known.count()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = known.start(i + 1);
                offsets[i] = known.end(i + 1);
            }
            return new Marks(count, numbers, offsets, end);
        }
    }

    /** How many stretches there are. */
    int stretches() {
        return numbers.length;
    }

    /** The stretch that holds a unit. */
    int stretch(int unit) {
        int at = Arrays.binarySearch(numbers, unit);
        return at >= 0 ? at : -at - 2;
    }

    int units(int stretch) {
        return (stretch + 1 < numbers.length ? numbers[stretch + 1] : count + 1) - numbers[stretch];
    }

    /** Where the next stretch begins, or the last unit ends. */
    int endOf(int stretch) {
        return stretch + 1 < numbers.length ? offsets[stretch + 1] : end;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(count);
        out.writeInt(end);
        out.writeInt(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            out.writeInt(numbers[i]);
            out.writeInt(offsets[i]);
        }
    }

    /** Reads what {@link #write} wrote; whether it fits any text is seen when a stretch is read. */
    static Marks read(DataInput in, int length) throws IOException {
        int count = in.readInt();
        int end = in.readInt();
        int known = in.readInt();
        if (known < 0 || known > length || known > count || (known == 0) != (count == 0) || end > length) {
            throw new IOException("marks that no text of this length has");
        }
        int[] numbers = new int[known];
        int[] offsets = new int[known];
        for (int i = 0; i < known; i++) {
            numbers[i] = in.readInt();
            offsets[i] = in.readInt();
            boolean follows = i == 0
                    ? numbers[i] == 1 && offsets[i] >= 0
                    : numbers[i] > numbers[i - 1] && offsets[i] > offsets[i - 1];
            if (!follows || numbers[i] > count || offsets[i] >= end) {
                throw new IOException("marks out of order");
            }
        }
        return new Marks(count, numbers, offsets, end);
    }
}
