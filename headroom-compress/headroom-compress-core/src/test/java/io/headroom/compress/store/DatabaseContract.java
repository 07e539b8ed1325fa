package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Evicted;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms;
import io.headroom.compress.SettledForms.Settled;
import io.headroom.compress.retrieve.Slice;
import io.headroom.compress.testing.Await;
import io.headroom.compress.testing.KeepingProcess;
import io.headroom.compress.testing.MovableClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a database keeps beyond one process: restarts, kills, clocks, several proxies. */
abstract class DatabaseContract extends OriginalsContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<Opened> opened = new ArrayList<>();

    /** The JDBC URL of this test's database, which is empty at first. */
    protected abstract String url();

    private Opened stores(String tenant, long maxBytes) {
        String url = url();
        Opened stores = url.startsWith("jdbc:sqlite:")
                ? Opened.sqlite(java.nio.file.Path.of(url.substring("jdbc:sqlite:".length())), tenant, maxBytes, clock)
                : Opened.postgresql(url, tenant, maxBytes, clock);
        opened.add(stores);
        stores.originals().key();
        return stores;
    }

    @Override
    protected final OriginalStore open(String tenant, long maxBytes, MovableClock theClock) {
        return stores(tenant, maxBytes).originals();
    }

    @AfterEach
    final void close() {
        opened.forEach(Opened::close);
    }

    @Test
    @DisplayName("C-1003: originals and the key survive a restart")
    void survivesARestart() {
        Original original = original("kept");
        OriginalStore before = open("");
        byte[] key = before.key().orElseThrow();
        before.keep(List.of(original), LONG);
        close();

        OriginalStore after = open("");

        assertArrayEquals(key, after.key().orElseThrow());
        assertEquals(
                original,
                assertInstanceOf(Found.class, after.find(original.id())).original());
    }

    @Test
    @DisplayName("C-1003: whatever a killed process reported as kept is there")
    void survivesAKill() throws IOException, InterruptedException {
        open("");
        Process process = KeepingProcess.start(url());
        int reported = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null && reported < 40; line = out.readLine()) {
                reported = Integer.parseInt(line);
            }
            process.destroyForcibly();
        }
        process.waitFor();

        assertTrue(reported >= 40, "the process reported " + reported);
        OriginalStore store = open("");
        for (int i = 1; i <= reported; i++) {
            assertInstanceOf(
                    Found.class, store.find(original(KeepingProcess.text(i)).id()), "original " + i);
        }
        assertEquals(Optional.empty(), store.trouble());
    }

    @Test
    @DisplayName("C-1003: what nobody used for 30 days is removed; a use begins them anew")
    void removesWhatIsOld() {
        OriginalStore store = open("");
        Original used = original("used");
        Original unused = original("unused");
        store.keep(List.of(used, unused), LONG);
        for (int day = 1; day <= 40; day++) {
            clock.move(Duration.ofDays(1));
            store.find(used.id());
            // Looks for old ones at its first keep.
            open("").keep(List.of(original("day " + day)), LONG);
        }

        assertInstanceOf(Evicted.class, store.find(unused.id()));
        assertInstanceOf(Found.class, store.find(used.id()));
    }

    @Test
    @DisplayName("C-1003: a clock that jumps years ahead and back removes nothing")
    void survivesAJumpOfTheClock() {
        Original original = original("from before the jump");
        open("").keep(List.of(original), LONG);
        clock.move(Duration.ofDays(4_000));
        for (int i = 0; i < 5; i++) {
            open("").keep(List.of(original("in the future " + i)), LONG);
        }
        clock.move(Duration.ofDays(-4_000));
        open("").keep(List.of(original("back again")), LONG);

        assertInstanceOf(Found.class, open("").find(original.id()));
    }

    @Test
    @DisplayName("C-1001: proxies that share a database agree on originals, key and forms")
    void isSharedByProxies() {
        Opened one = stores("", 1L << 30);
        Opened other = stores("", 1L << 30);
        Original original = original("kept by one");
        Settled form =
                new Settled("k", Reason.OK, Optional.of("test"), Optional.of("a form with \u0000"), "data", 1_000, 100);

        one.originals().keep(List.of(original), LONG);
        one.forms().settle(List.of(form));

        assertInstanceOf(Found.class, other.originals().find(original.id()));
        assertArrayEquals(
                one.originals().key().orElseThrow(), other.originals().key().orElseThrow());
        Await.until("the form of one", LONG, () -> other.forms().find("k").isPresent());
        SettledForms forms = other.forms();
        Await.until(
                "the first form",
                LONG,
                () -> forms.settle(List.of(new Settled(
                                "k", Reason.OK, Optional.of("test"), Optional.of("later"), "data", 1_000, 90)))
                        .equals(List.of(form)));
    }

    @Test
    @DisplayName(
            "C-1002, C-1003: a database of an older version is taken over; what it holds is read as a whole, the new has an index")
    void takesOverADatabaseWithoutIndexes() throws Exception {
        Original old = longRows("old");
        OriginalStore before = open("");
        before.keep(List.of(old), LONG);
        byte[] key = before.key().orElseThrow();
        close();
        execute("alter table original drop column pieces");

        OriginalStore after = open("");
        Original fresh = longRows("fresh");

        assertEquals(Set.of(fresh.hash(), old.hash()), after.keep(List.of(fresh, old), LONG));
        assertArrayEquals(key, after.key().orElseThrow());
        assertEquals("{\"id\":7,\"name\":\"old\"}", slice(after, old, Slice.rows(8, 8)));
        assertEquals("{\"id\":7,\"name\":\"fresh\"}", slice(after, fresh, Slice.rows(8, 8)));
        assertTrue(parts(after, old).isEmpty());
        assertTrue(parts(after, fresh).isPresent());
        assertEquals(Optional.empty(), after.trouble());
    }

    @Test
    @DisplayName("C-1002: an index that is damaged, or another original's, is not used; a damaged piece is never shown")
    void neverShowsAWrongPart() throws Exception {
        Original one = longRows("one");
        Original other = longRows("two");
        OriginalStore store = open("");
        store.keep(List.of(one, other), LONG);

        execute("update original set pieces = (select pieces from original where id = '" + other.id()
                + "') where id = '" + one.id() + "'");
        assertEquals("{\"id\":7,\"name\":\"one\"}", slice(store, one, Slice.rows(8, 8)));
        assertTrue(parts(store, one).isEmpty());

        execute("update original set deflated = (select deflated from original where id = '" + one.id()
                + "') where id = '" + other.id() + "'");
        String answer = slice(store, other, Slice.rows(8, 8));
        assertTrue(answer.startsWith("Unavailable") && answer.contains("is not what was stored"), answer);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void keepsNothingWithoutTime() {
        OriginalStore store = open("");

        assertEquals(Set.of(), store.keep(List.of(original("x".repeat(4_000_000))), Duration.ZERO));
    }
}
