package io.headroom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.compress.Stores;
import io.headroom.compress.retrieve.RetrievalId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("C-1005")
class RetrieveTest {
    private static final String ROWS = IntStream.rangeClosed(1, 40)
            .mapToObj(i -> "{\"id\": " + i + ", \"note\": \"a\\u00e4\"}")
            .collect(Collectors.joining(",\n ", "[", "]"));

    @TempDir
    private Path workspace;

    @Test
    @DisplayName("C-1005: prints the source text of the range, without the proxy")
    void printsTheSourceText() throws Exception {
        TestConsole console = new TestConsole(workspace);
        String id = keep(ROWS);

        assertEquals(0, console.run("retrieve", id, "--rows", "3-4"), console.err());
        assertEquals("{\"id\": 3, \"note\": \"a\\u00e4\"},\n {\"id\": 4, \"note\": \"a\\u00e4\"}", console.out());
        assertEquals("", console.err());

        assertEquals(0, console.run("retrieve", id));
        assertEquals(ROWS, console.out());

        assertEquals(0, console.run("retrieve", id, "--path", "/6/note"));
        assertEquals("a\u00e4", console.out());

        assertEquals(0, console.run("retrieve", id, "--grep", "\"ID\": 1[12]", "-i", "--json"));
        assertTrue(console.out().contains("11:{"), console.out());
    }

    @Test
    @DisplayName("C-1005: tells how to go on, and that call gives the rest")
    void tellsHowToGoOn() throws Exception {
        TestConsole console = new TestConsole(workspace);
        String text = "line of a log that goes on and on\n".repeat(2_000);
        String id = keep(text);

        StringBuilder all = new StringBuilder();
        String[] call = {"retrieve", id};
        for (int i = 0; i < 20 && call.length > 0; i++) {
            assertEquals(0, console.run(call));
            all.append(console.out());
            String err = console.err().strip();
            call = err.isEmpty()
                    ? new String[0]
                    : err.substring(err.indexOf("retrieve")).split(" ");
        }

        assertEquals(text, all.toString());
    }

    @Test
    @DisplayName("C-1006: each error has its code and one line that says what to do")
    void explainsErrors() throws Exception {
        TestConsole console = new TestConsole(workspace);
        String unknown = "3fa91c0f5e2d77aa10b4c6d8-5ae18e32";

        assertEquals(66, console.run("retrieve", unknown));
        assertEquals("headroom: no original 3fa9\u2026 here\n", console.err());
        assertFalse(Files.exists(workspace.resolve("headroom.db")), "asking made a database");

        String id = keep(ROWS);
        assertEquals(66, console.run("retrieve", unknown));
        assertEquals("headroom: no original 3fa9\u2026 here\n", console.err());
        assertEquals(66, console.run("retrieve", id.substring(0, 25) + "00000000"));
        assertEquals(66, console.run("retrieve", "<<ccr:abc>>"));
        assertEquals(65, console.run("retrieve", id, "--rows", "39-41"));
        assertEquals("headroom: no rows 39-41; there are rows 1-40\n", console.err());
        assertEquals(64, console.run("retrieve", id, "--rows", "x"));
        assertEquals("headroom: --rows: ranges look like 3-36,40,50-\n", console.err());
        assertEquals(64, console.run("retrieve", id, "--grep", "("));
        assertEquals(64, console.run("retrieve", id, "--rwos", "1"));
        assertEquals(64, console.run("retrieve"));
        assertEquals("", console.out());
    }

    @Test
    @DisplayName("C-1002: what one tenant of a store keeps is unknown to another, whose id it is or not")
    void anotherTenantKnowsNothing() {
        TestConsole ada = new TestConsole(workspace)
                .with("HEADROOM_STORE_TENANT", "ada")
                .input("connection refused\n".repeat(20)
                        + IntStream.range(0, 900)
                                .mapToObj(i -> "entry " + i * 7919L % 1009 + " of the log is done\n")
                                .collect(Collectors.joining()));
        assertEquals(0, ada.run("compress", "--tool", "Bash", "--channel", "cli"), ada.err());
        Matcher footer = Pattern.compile("headroom retrieve (\\S+)").matcher(ada.out());
        assertTrue(footer.find(), ada.out());

        TestConsole bob = new TestConsole(workspace).with("HEADROOM_STORE_TENANT", "bob");
        assertEquals(66, bob.run("retrieve", footer.group(1), "--lines", "1"));
        assertEquals(66, new TestConsole(workspace).run("retrieve", footer.group(1), "--lines", "1"));
        assertEquals(0, bob.run("originals", "list"));
        assertTrue(bob.out().contains("0 originals"), bob.out());
        assertEquals(0, ada.run("retrieve", footer.group(1), "--lines", "1"), ada.err());
        assertEquals("connection refused\n", ada.out());
        assertEquals(
                78,
                new TestConsole(workspace).with("HEADROOM_STORE_TENANT", "a\nb").run("originals", "list"));
    }

    @Test
    @DisplayName("C-1004: lists, shows and clears after asking; afterwards the id says since when it is gone")
    void looksAfterOriginals() throws Exception {
        TestConsole console = new TestConsole(workspace);
        assertEquals(0, console.run("originals", "list"));
        assertEquals("There are no originals here.\n", console.out());
        String id = keep(ROWS);

        assertEquals(0, console.run("originals", "list"));
        assertTrue(console.out().contains(id) && console.out().contains("1 original, 0.0 MiB"), console.out());
        assertEquals(0, console.run("originals", "show", id.substring(0, 6)));
        assertTrue(console.out().contains("tool:    Bash"), console.out());
        assertEquals(0, console.run("originals", "prune"));
        assertEquals("0 originals were removed.\n", console.out());
        assertEquals(1, console.input("no\n").run("originals", "clear"));
        assertEquals(0, console.input("yes\n").run("originals", "clear"));
        assertTrue(console.err().contains("cannot be redeemed"), console.err());
        assertEquals(66, console.run("retrieve", id));
        assertTrue(console.err().contains("was removed at 20"), console.err());
    }

    @Test
    void namesADatabaseThatNobodyKnows() {
        TestConsole console = new TestConsole(workspace).with("HEADROOM_STORE_URL", "jdbc:oracle:thin");

        assertEquals(78, console.run("retrieve", "x"));
        assertTrue(console.err().contains("store.url"), console.err());
    }

    private String keep(String text) throws Exception {
        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        try (Stores stores = Stores.sqlite(workspace.resolve("headroom.db"), "", Stores.defaultMaxBytes())) {
            byte[] key = stores.originals().key().orElseThrow();
            Original original = new Original(hash, text, Optional.of("Bash"));
            assertEquals(
                    1,
                    stores.originals()
                            .keep(List.of(original), Duration.ofSeconds(20))
                            .size());
            return RetrievalId.of(hash, key, "").toString();
        }
    }
}
