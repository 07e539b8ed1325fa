package io.headroom.compress.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A few blocks of lines from evenly spaced places. Blocks and not single lines, because what stands together shall be seen together; no
 * chance, because the form is a function of the text.
 */
final class Sample {
    private static final int BLOCKS = 12;
    private static final int BLOCK = 128;
    /** Where lines are long, a block ends after so many characters, but not before a few lines. */
    private static final int BLOCK_CHARACTERS = 12 << 10;

    private static final int BLOCK_LEAST = 8;
    private static final int SMALL_LINES = 4 * BLOCKS * BLOCK;
    private static final int SMALL_CHARACTERS = 3 << 18;

    private Sample() {}

    /** Whether lines are so many that a sample is to be looked at first. */
    static boolean isFor(List<String> lines) {
        if (lines.size() > SMALL_LINES) {
            return true;
        }
        long characters = 0;
        for (String line : lines) {
            characters += line.length();
        }
        return characters > SMALL_CHARACTERS && lines.size() >= 2 * BLOCKS * BLOCK_LEAST;
    }

    /** Some of the lines, in order; all of them if they are few. */
    static List<String> of(List<String> lines) {
        if (!isFor(lines)) {
            return lines;
        }
        int most = Math.min(BLOCK, lines.size() / (2 * BLOCKS));
        List<String> sample = new ArrayList<>(BLOCKS * most);
        for (int block = 0; block < BLOCKS; block++) {
            int start = (int) ((long) block * (lines.size() - most) / (BLOCKS - 1));
            int characters = 0;
            for (int i = 0; i < most && (i < BLOCK_LEAST || characters < BLOCK_CHARACTERS); i++) {
                characters += lines.get(start + i).length();
                sample.add(lines.get(start + i));
            }
        }
        return sample;
    }
}
