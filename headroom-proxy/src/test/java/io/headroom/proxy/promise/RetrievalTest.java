package io.headroom.proxy.promise;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P4: what another process kept in the workspace is redeemed on the wire, before and after a restart. */
@DisplayName("P4, C-1001, C-1007: retrieval on the wire")
class RetrievalTest {
    private static final String TEXT = "one\r\ntwo \u00e4\r\nthree\r\n";

    @TempDir
    private Path workspace;

    @Test
    void givesBackByteForByte() throws Exception {
        try (House house = new House(workspace)) {
            String id = keep();

            assertEquals("two \u00e4\r\n", house.get("/v1/retrieve/" + id + "?lines=2"));
            house.restart();
            assertEquals(TEXT, house.get("/v1/retrieve/" + id));
            assertTrue(house.get("/v1/retrieve/stats").contains("\"entries\":1"));
            assertEquals(0, house.upstream().received().size());
        }
    }

    @Test
    @DisplayName("health: a store that cannot be opened degrades, and requests are served all the same")
    void tellsABrokenStore() throws Exception {
        Files.createDirectories(workspace.resolve("headroom.db"));
        try (House house = new House(workspace)) {
            house.get("/v1/retrieve/stats");

            String health = house.get("/health");

            assertTrue(health.contains("\"store\":{\"enabled\":true,\"ready\":true,\"status\":\"degraded\""), health);
            assertTrue(new String(house.anthropic(House.utf8("{\"messages\":[]}"), ""), StandardCharsets.UTF_8)
                    .equals("{\"messages\":[]}"));
        }
    }

    private String keep() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(TEXT.getBytes(StandardCharsets.UTF_8));
        String hash = HexFormat.of().formatHex(digest);
        try (Stores stores = Stores.sqlite(workspace.resolve("headroom.db"), "", 1 << 20)) {
            byte[] key = stores.originals().key().orElseThrow();
            stores.originals().keep(List.of(new Original(hash, TEXT, Optional.empty())), Duration.ofSeconds(20));
            return RetrievalId.of(hash, key, "").toString();
        }
    }
}
