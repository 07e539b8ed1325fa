package io.headroom.compress.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore;
import io.headroom.api.original.OriginalStore.Unknown;
import io.headroom.compress.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOriginalsTest extends DatabaseContract {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Override
    protected String url() {
        return "jdbc:sqlite:" + file();
    }

    private Path file() {
        return directory.resolve("deep").resolve("headroom.db");
    }

    @Test
    @DisplayName("C-1002: the file, which holds the key, is its owner's alone")
    void isItsOwnersAlone() throws IOException {
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"), "no POSIX rights here");
        open("").keep(List.of(original("x")), LONG);

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    @DisplayName("section 16: a damaged database is set aside and replaced, with a key of its own")
    void setsADamagedFileAside() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "this is no database, whatever its name says. ".repeat(200));
        OriginalStore store = open("");
        Original original = original("x");

        assertEquals(Set.of(original.hash()), store.keep(List.of(original), LONG));
        assertTrue(store.key().isPresent());
        assertTrue(store.trouble().orElseThrow().contains("set aside as headroom.db.corrupt-1"));
    }

    @Test
    @DisplayName("C-1001: where nothing can be stored nothing is kept, and nothing thrown")
    void reportsAFolderThatCannotBe() throws IOException {
        Path inTheWay = Files.writeString(directory.resolve("file"), "x");

        try (Stores stores = Stores.sqlite(inTheWay.resolve("headroom.db"), "", 1 << 20)) {
            OriginalStore store = stores.originals();

            assertEquals(Optional.empty(), store.key());
            assertEquals(Set.of(), store.keep(List.of(original("x")), LONG));
            assertInstanceOf(Unknown.class, store.find(original("x").id()));
            assertEquals(0, store.stats().entries());
            assertTrue(store.trouble().orElseThrow().contains("cannot be created"));
        }
    }

    @Test
    @DisplayName("C-1001: on a full disk nothing is kept, what is there stays readable, and it works again afterwards")
    void survivesAFullDisk() throws Exception {
        OriginalStore store = open("");
        Original before = original("before");
        store.keep(List.of(before), LONG);
        // Stands in for the failure; SQLite undoes a failed transaction either way.
        try (var connection = new SqlitePlace(file()).open();
                var statement = connection.createStatement()) {
            statement.execute(
                    "create trigger full before insert on original begin select raise(abort, 'disk full'); end");
        }

        assertEquals(Set.of(), store.keep(List.of(original("during")), LONG));
        assertTrue(store.trouble().orElseThrow().contains("disk full"));

        try (var connection = new SqlitePlace(file()).open();
                var statement = connection.createStatement()) {
            statement.execute("drop trigger full");
        }
        assertEquals(1, store.keep(List.of(original("after")), LONG).size());
        assertEquals(Optional.empty(), store.trouble());
    }
}
