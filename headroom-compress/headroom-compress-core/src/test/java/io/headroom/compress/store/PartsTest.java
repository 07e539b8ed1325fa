package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.compress.retrieve.Answer;
import io.headroom.compress.retrieve.DamagedPartException;
import io.headroom.compress.retrieve.MalformedSliceException;
import io.headroom.compress.retrieve.PartedText;
import io.headroom.compress.retrieve.Retrieval;
import io.headroom.compress.retrieve.RetrievalId;
import io.headroom.compress.retrieve.Slice;
import io.headroom.compress.settle.ContentHash;
import io.headroom.compress.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of an original that are read by its index are the parts of the original. */
@Tag("C-1002")
class PartsTest {
    private static final long SEED = 20_261_128;

    private final InMemoryOriginals whole = new InMemoryOriginals("", 1L << 30, new MovableClock());

    @Test
    @DisplayName("C-1002, C-1005: any slice of any text is the same by index as it is read as a whole")
    void equalsTheSliceReadAsAWhole() throws MalformedSliceException {
        Random random = new Random(SEED);
        int parts = 0;
        for (int round = 0; round < 200; round++) {
            String text = HostileOriginals.text(random);
            String id = keep(text);
            Retrieval byIndex = new Retrieval(new PiecedOriginals(whole, 1 + random.nextInt(60)));
            for (int i = 0; i < 40; i++) {
                Slice slice = slice(random, text);

                Answer expected = new Retrieval(whole).retrieve(id, slice);

                parts += expected instanceof Answer.Part ? 1 : 0;
                String circumstances = "seed " + SEED + ", round " + round + ": " + slice;
                assertEquals(expected, byIndex.retrieve(id, slice), circumstances);
            }
        }
        assertTrue(parts > 3_000, "only " + parts + " slices gave anything");
    }

    @Test
    @DisplayName("C-1002: a folded text reads like any deflated one, whatever its pieces are")
    void staysReadableByOlderPrograms() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            String text = HostileOriginals.text(random);
            String hash = ContentHash.of(text).hex();

            FoldedOriginal folded = FoldedOriginal.inPieces(hash, text, 1 + random.nextInt(60));

            assertEquals(text, Folded.unfold(folded.deflated()), "seed " + SEED + ", round " + round);
            assertEquals(ContentHash.of(text).bytes(), folded.size());
        }
    }

    @Test
    @DisplayName("C-1002: no byte of an index can change without the index being refused")
    void refusesADamagedIndex() {
        String text = "[" + "{\"a\":1},\n".repeat(50) + "{}]";
        String hash = ContentHash.of(text).hex();
        FoldedOriginal folded = FoldedOriginal.inPieces(hash, text, 64);
        byte[] index = folded.index().orElseThrow();
        assertTrue(FoldedText.of(hash, folded.deflated(), index).isPresent());

        for (int at = 0; at < index.length; at++) {
            byte[] damaged = index.clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            assertEquals(Optional.empty(), FoldedText.of(hash, folded.deflated(), damaged), "byte " + at);
            byte[] cut = Arrays.copyOf(index, at);
            assertEquals(Optional.empty(), FoldedText.of(hash, folded.deflated(), cut), "cut to " + at);
        }
        String other = ContentHash.of("another text").hex();
        assertEquals(Optional.empty(), FoldedText.of(other, folded.deflated(), index));
    }

    @Test
    @DisplayName("C-1002: a damaged text is refused piece by piece, and never read as another text")
    void refusesADamagedText() {
        String text = HostileOriginals.lines(new Random(SEED), 200);
        String hash = ContentHash.of(text).hex();
        FoldedOriginal folded = FoldedOriginal.inPieces(hash, text, 300);
        byte[] index = folded.index().orElseThrow();
        int refused = 0;

        for (int at = 0; at < folded.deflated().length; at++) {
            byte[] damaged = folded.deflated().clone();
            damaged[at] ^= (byte) (1 << (at % 8));
            PartedText parts = FoldedText.of(hash, damaged, index).orElseThrow();
            int wrong = 0;
            for (int from = 0; from < text.length(); from += 100) {
                int to = Math.min(text.length(), from + 100);
                try {
                    assertEquals(text.substring(from, to), parts.part(from, to), "byte " + at);
                } catch (DamagedPartException e) {
                    wrong++;
                }
            }
            assertTrue(wrong < text.length() / 100, "one byte spoils one piece");
            refused += wrong > 0 ? 1 : 0;
        }

        assertTrue(refused > folded.deflated().length / 2, "only " + refused + " were noticed");
        PartedText cut = FoldedText.of(hash, new byte[] {1, 2, 3}, index).orElseThrow();
        assertThrows(DamagedPartException.class, () -> cut.part(0, text.length()));
    }

    private String keep(String text) {
        String hash = ContentHash.of(text).hex();
        whole.keep(List.of(new Original(hash, text, Optional.of("Bash"))), Duration.ofSeconds(20));
        return RetrievalId.of(hash, whole.key().orElseThrow(), "").toString();
    }

    private static Slice slice(Random random, String text) throws MalformedSliceException {
        Map<String, String> words = new LinkedHashMap<>();
        int most = switch (random.nextInt(4)) {
            case 0 -> 3;
            case 1 -> text.length() + 2;
            default -> 40;
        };
        String name =
                List.of("rows", "lines", "chars", "keys", "head", "tail", "").get(random.nextInt(7));
        switch (name) {
            case "" -> {}
            case "head", "tail" -> words.put(name, "" + (1 + random.nextInt(most)));
            case "keys" -> words.put(name, random.nextBoolean() ? "" : ranges(random, most));
            default -> words.put(name, ranges(random, most));
        }
        if (random.nextInt(3) == 0) {
            words.put("max_tokens", "" + (1 + random.nextInt(30)));
        }
        boolean searchable =
                !name.equals("chars") && !words.getOrDefault("keys", "1").isEmpty();
        if (searchable && random.nextInt(5) == 0) {
            words.put("grep", List.of("a", "\\d\\d", "^$").get(random.nextInt(3)));
            words.put("context", "" + random.nextInt(3));
        }
        if (random.nextInt(6) == 0) {
            words.put("path", List.of("/0", "/1/n", "/k2", "/x").get(random.nextInt(4)));
        }
        return Slice.of(words);
    }

    private static String ranges(Random random, int most) {
        List<String> ranges = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int from = 1 + random.nextInt(most);
            ranges.add(from + List.of("", "-", "-" + (from + random.nextInt(9))).get(random.nextInt(3)));
        }
        return String.join(",", ranges);
    }
}
