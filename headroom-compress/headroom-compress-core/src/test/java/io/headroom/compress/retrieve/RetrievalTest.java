package io.headroom.compress.retrieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.compress.Stores;
import io.headroom.compress.settle.ContentHash;
import io.headroom.compress.testing.MemoryOriginals;
import io.headroom.compress.token.Estimate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("C-1005")
class RetrievalTest {
    private final Stores stores = Stores.inMemory("", 1 << 30);
    private final Retrieval retrieval = new Retrieval(stores.originals());

    @Test
    @DisplayName("C-1005: a search prefixes numbers, shows what is around and parts groups")
    void searchesLines() throws MalformedSliceException {
        String id = keep("one\ntwo\r\nthree\nfour\nfive\nsix\nseven two\n");

        assertEquals("2:two\n7:seven two\n", text(id, Map.of("grep", "two")));
        assertEquals(
                "1-one\n2:two\n3-three\n--\n6-six\n7:seven two\n",
                text(id, Map.of("grep", "TWO", "context", "1", "ignore_case", "true")));
        assertEquals("7:seven two\n", text(id, Map.of("grep", "two", "lines", "3-")));
        assertEquals("", text(id, Map.of("grep", "nothing of it")));
    }

    @Test
    @DisplayName("C-1001: what is kept by hand is redeemed by its id, and a store in trouble gives no id")
    void keepsTexts() throws MalformedSliceException {
        String text = "a text with half a pair \ud83d\n";

        String id = retrieval
                .keep(text, Optional.of("Bash"), Duration.ofSeconds(5))
                .orElseThrow()
                .toString();

        assertEquals(text, text(id, Map.of()));
        MemoryOriginals broken = new MemoryOriginals();
        for (MemoryOriginals.State trouble :
                List.of(MemoryOriginals.State.KEEPS_NOTHING, MemoryOriginals.State.IN_TROUBLE)) {
            broken.become(trouble);
            assertEquals(Optional.empty(), new Retrieval(broken).keep(text, Optional.empty(), Duration.ofSeconds(5)));
        }
    }

    @Test
    void searchesTheRowsOfAnArray() throws MalformedSliceException {
        String id = keep("[{\"a\":\"x\"},{\"a\":\"y\"},\n{\"a\":\"x\"}]");

        assertEquals("1:{\"a\":\"x\"}\n3:{\"a\":\"x\"}\n", text(id, Map.of("grep", "x")));
        assertEquals("2:{\"a\":\"x\"}]\n", text(id, Map.of("grep", "x", "lines", "2")));
    }

    @Test
    void givesSeveralRangesHeadTailAndNames() throws MalformedSliceException {
        String id = keep("[{\"a\":1},{\"b\":2},{\"a\":3,\"c\\n\":4}]");

        assertEquals("{\"a\":1}\n{\"a\":3,\"c\\n\":4}", text(id, Map.of("rows", "1,3")));
        assertEquals("{\"b\":2},{\"a\":3,\"c\\n\":4}", text(id, Map.of("tail", "2")));
        assertEquals("{\"a\":1}", text(id, Map.of("head", "1")));
        assertEquals("a\nb\nc\n\n", text(id, Map.of("keys", "")));
        assertEquals("\"c\\n\":4", text(id, Map.of("path", "/2", "keys", "2")));
        assertEquals("4", text(id, Map.of("path", "/2/c\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lines", "minified rows", "one long line", "spaces", "pairs", "nested"})
    @DisplayName("C-1005: whoever goes on as told gets all of it, once, within the limit each time")
    void goesOn(String kind) throws MalformedSliceException {
        String original = switch (kind) {
            case "lines" -> "some words on a line\r\n".repeat(900);
            case "minified rows" -> "[" + "{\"id\":12345,\"name\":\"abc\"},".repeat(700) + "0]";
            case "one long line" -> "word ".repeat(5_000);
            case "spaces" -> " ".repeat(300_000);
            case "pairs" -> "\ud83d\ude00".repeat(3_000);
            default -> "{\"a\":[" + "[1,2,3],\n".repeat(2_000) + "0]}";
        };
        String id = keep(original);
        StringBuilder all = new StringBuilder();
        Optional<Slice> next = Optional.of(Slice.of(Map.of("max_tokens", "500")));

        for (int i = 0; i < 2_000 && next.isPresent(); i++) {
            Answer.Part part = assertInstanceOf(Answer.Part.class, retrieval.retrieve(id, next.get()));
            assertTrue(Estimate.of(part.text()) <= 502, kind);
            all.append(part.text());
            next = part.cut().map(Answer.Cut::rest);
            if (kind.equals("minified rows") && next.isPresent()) {
                // Ranges of rows leave out the commas between one answer and the next, and the bracket at the end.
                all.append(',');
            }
        }

        assertEquals(original, all + (kind.equals("minified rows") ? "]" : ""));
    }

    @Test
    @DisplayName("C-904, C-1006: markers of other programs, other keys and other tenants are unknown")
    void doesNotKnowForeignMarkers() {
        String text = "a text";
        String hash = ContentHash.of(text).hex();
        keep(text);
        byte[] key = stores.originals().key().orElseThrow();

        for (String id : List.of(
                "",
                hash,
                hash.substring(0, 24),
                "hash=" + hash.substring(0, 12),
                "<<ccr:" + hash.substring(0, 12) + ">>",
                RetrievalId.of(hash, new byte[32], "").toString(),
                RetrievalId.of(hash, key, "other").toString(),
                "\u001b[31m\n\u0000",
                "\ud800".repeat(100_000))) {
            Answer.Unknown unknown = assertInstanceOf(Answer.Unknown.class, retrieval.retrieve(id, Slice.whole()));
            assertTrue(unknown.message().matches("no original [!-~]{0,4}\u2026? here"), unknown.message());
        }
    }

    @Test
    @DisplayName("C-1006: what is beyond the end is told")
    void tellsWhatExists() throws MalformedSliceException {
        String id = keep("one\ntwo\n");

        assertEquals("no lines 2-9; there are lines 1-2", outside(id, Map.of("lines", "2-9")));
        assertEquals("no lines 9; there are lines 1-2", outside(id, Map.of("lines", "9-")));
        assertEquals(
                "no rows: it is not JSON with rows, but has 2 lines and 8 characters",
                outside(id, Map.of("rows", "1")));
        assertEquals("nothing at /a; the original is no JSON and has 2 lines", outside(id, Map.of("path", "/a")));
    }

    @Test
    @DisplayName("C-1005: no expression is catastrophic")
    void staysLinear() throws MalformedSliceException {
        String id = keep("a".repeat(100_000) + "!");
        long start = System.nanoTime();

        assertEquals("", text(id, Map.of("grep", "^(a+)+$")));
        assertEquals("", text(id, Map.of("grep", "(a|aa)+$")));
        assertEquals("", text(id, Map.of("grep", "(.*)(.*)(.*)(.*)(.*)[^a!]$")));

        assertTrue(System.nanoTime() - start < 30_000_000_000L);
    }

    @Test
    @DisplayName("C-1006: no slice of no text makes it throw")
    void answersAnything() {
        long seed = 11;
        Random random = new Random(seed);
        List<String> texts = List.of(
                "",
                "\n",
                "[]",
                "{}",
                "\"[1,2]\"",
                "[\"[1,{\\\"a\\\":\\\"b\\\"}]\"]",
                "1\n2\n3",
                "\ufeff[1]",
                "\ud800",
                "{\"a\":[1",
                "x\r\ry");
        List<String> names = List.of("rows", "lines", "keys", "chars", "head", "tail", "grep", "path", "max_tokens");
        List<String> values =
                List.of("", "1", "1-", "2-3", "1,1", "0", "/0", "/a", "/", "/0/1/a", ".", "a*", "(", "999999999");
        for (int i = 0; i < 20_000; i++) {
            String id = keep(texts.get(random.nextInt(texts.size())));
            try {
                Slice slice = Slice.of(Map.of(
                        names.get(random.nextInt(4)), values.get(random.nextInt(values.size())),
                        names.get(4 + random.nextInt(5)), values.get(random.nextInt(values.size()))));
                Answer answer = retrieval.retrieve(id, slice);
                assertTrue(
                        answer instanceof Answer.Part || answer instanceof Answer.Outside,
                        () -> "seed " + seed + ": " + slice);
            } catch (MalformedSliceException e) {
                assertTrue(!e.getMessage().isEmpty());
            }
        }
    }

    private String keep(String text) {
        String hash = ContentHash.of(text).hex();
        stores.originals().keep(List.of(new Original(hash, text, Optional.empty())), Duration.ofSeconds(20));
        return RetrievalId.of(hash, stores.originals().key().orElseThrow(), "").toString();
    }

    private String text(String id, Map<String, String> words) throws MalformedSliceException {
        return assertInstanceOf(Answer.Part.class, retrieval.retrieve(id, Slice.of(words)))
                .text();
    }

    private String outside(String id, Map<String, String> words) throws MalformedSliceException {
        return assertInstanceOf(Answer.Outside.class, retrieval.retrieve(id, Slice.of(words)))
                .message();
    }
}
