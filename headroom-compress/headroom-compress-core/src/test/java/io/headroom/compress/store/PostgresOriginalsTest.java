package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.compress.Stores;
import io.headroom.compress.testing.Await;
import io.headroom.compress.testing.PostgresServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** On a real server; PX-1702. Skipped by name, with the reason printed, where none can be started. */
class PostgresOriginalsTest extends DatabaseContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    private static @Nullable PostgresServer server;
    private String url = "";

    @BeforeAll
    static void start() {
        try {
            server = PostgresServer.start();
        } catch (PostgresServer.UnavailableException e) {
            System.out.println("skipped: PostgresOriginalsTest: " + e.getMessage());
            Assumptions.abort(e.getMessage());
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void makeADatabase() {
        url = server.newDatabase();
    }

    @Override
    protected String url() {
        return url;
    }

    @Test
    @DisplayName("C-1001: a connection that is cut is made anew")
    void connectsAgain() {
        OriginalStore store = open("");
        Original original = original("x");
        store.keep(List.of(original), LONG);

        server.cutConnections();
        store.find(original.id());

        Await.until("a new connection", LONG, () -> store.find(original.id()) instanceof Found);
        assertEquals(Optional.empty(), store.trouble());
    }

    @Test
    @DisplayName("C-1001: a server that is not there is a trouble, and no exception")
    void reportsAServerThatIsAway() {
        try (Stores stores = Stores.jdbc("jdbc:postgresql://127.0.0.1:9/none?user=nobody", "", 1 << 20)) {
            OriginalStore store = stores.originals();

            assertEquals(Optional.empty(), store.key());
            assertEquals(Set.of(), store.keep(List.of(original("x")), LONG));
            assertTrue(store.trouble().orElseThrow().contains("cannot be opened"));
        }
    }

    @Test
    void takesTextsThatPostgresqlWouldNot() {
        OriginalStore store = open("");
        Original original = new Original(original("x").hash(), "x", Optional.of("a tool\u0000 of \ud800"));

        store.keep(List.of(original), LONG);

        assertEquals(
                Optional.of("a tool of "),
                assertInstanceOf(Found.class, store.find(original.id()))
                        .original()
                        .tool());
    }
}
