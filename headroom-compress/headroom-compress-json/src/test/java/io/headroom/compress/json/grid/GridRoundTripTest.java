package io.headroom.compress.json.grid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.compress.CompressionStoppedException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Any text comes back byte for byte or is declined. */
@Tag("C-507")
@Tag("C-109")
final class GridRoundTripTest {
    private static final int TEXTS = 1_500;

    @Test
    @DisplayName(
            "C-507, C-109: random tables in every layout, damaged ones too, come back byte for byte or are declined")
    void comesBackByteForByte() {
        int claimed = 0;
        for (int seed = 0; seed < TEXTS; seed++) {
            Random random = new Random(seed);
            RandomGrid grid = new RandomGrid(random, random.nextInt(4) == 0);
            for (String text : List.of(grid.csv(','), grid.csv(';'), grid.tsv(), grid.markdown(), grid.columns())) {
                String where = "seed " + seed + ":\n" + text;
                Optional<String> form = Grids.compress(text);

                form.ifPresent(found -> assertEquals(text, Grids.decode(found), () -> where + "\n" + found));
                claimed += form.isPresent() ? 1 : 0;
            }
        }
        int most = claimed;
        assertTrue(claimed > TEXTS, () -> "only " + most + " texts have a form");
    }

    @Test
    @DisplayName("C-108: a hundred thousand columns, and one cell of 4 MB, stay within the work limit")
    void staysWithinTheWorkLimit() {
        StringBuilder wide = new StringBuilder("c0");
        for (int i = 1; i < 100_000; i++) {
            wide.append(",c").append(i);
        }
        wide.append(('\n' + "1" + ",1".repeat(99_999)).repeat(3));
        String large = "a,b\n1,\"" + "x,".repeat(2_000_000) + "\"\n2,y\n3,z\n";

        for (String text : List.of(wide.toString(), large)) {
            try {
                Grids.compress(text).ifPresent(form -> assertEquals(text, Grids.decode(form)));
            } catch (CompressionStoppedException e) {
                assertEquals(CompressionStoppedException.Cause.WORK_LIMIT, e.why());
            }
        }
    }
}
