package io.headroom.compress;

import io.headroom.api.original.OriginalStore;
import io.headroom.compress.store.Opened;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What outlives a request: settled forms, and the originals of shortened texts, side by side in one database, so that proxies that share
 * it agree on both. Nothing is opened before the first use, and nothing that is wrong with a file or a server is ever thrown: it becomes
 * a trouble of the stores. Thread-safe.
 */
public final class Stores implements AutoCloseable {
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String SQLITE = "jdbc:sqlite:";

    private final Opened opened;

    private Stores(Opened opened) {
        this.opened = opened;
    }

    /**
     * How much originals may take where nothing was said.
     *
     * @return 2 GiB, in bytes, deflated
     */
    public static long defaultMaxBytes() {
        return 2L << 30;
    }

    /**
     * Remembers until the process ends.
     *
     * @param tenant whose originals these are; empty text where there is only one
     * @param maxBytes how much originals may take, deflated, in bytes
     * @return new, empty stores
     */
    public static Stores inMemory(String tenant, long maxBytes) {
        return new Stores(Opened.inMemory(tenant, maxBytes, InstantSource.system()));
    }

    /**
     * Remembers in a SQLite file, which several processes may share. It is made with rights for its owner alone if it is not there; a
     * damaged one is set aside and replaced.
     *
     * @param file the database file
     * @param tenant whose originals these are; empty text where there is only one
     * @param maxBytes how much originals may take, deflated, in bytes
     * @return the stores
     */
    public static Stores sqlite(Path file, String tenant, long maxBytes) {
        return new Stores(Opened.sqlite(file, tenant, maxBytes, InstantSource.system()));
    }

    /**
     * Remembers where a JDBC URL says: {@code jdbc:postgresql://host/database?user=…} or {@code jdbc:sqlite:file}.
     *
     * @param url the URL
     * @param tenant whose originals these are; empty text where there is only one
     * @param maxBytes how much originals may take, deflated, in bytes
     * @return the stores
     * @throws IllegalArgumentException if no such database is known; the message says which ones are
     */
    public static Stores jdbc(String url, String tenant, long maxBytes) {
        if (url.startsWith(POSTGRESQL)) {
            return new Stores(Opened.postgresql(url, tenant, maxBytes, InstantSource.system()));
        }
        if (supports(url)) {
            return sqlite(Path.of(url.substring(SQLITE.length())), tenant, maxBytes);
        }
        throw new IllegalArgumentException("a store's URL begins with " + POSTGRESQL + " or " + SQLITE);
    }

    /**
     * Whether {@link #jdbc} knows such a database.
     *
     * @param url a URL
     * @return whether it begins as one that is known; whether there is a database is seen at the first use
     */
    public static boolean supports(String url) {
        return url.startsWith(POSTGRESQL) || (url.startsWith(SQLITE) && url.length() > SQLITE.length());
    }

    /**
     * The settled forms.
     *
     * @return always the same; closing it alone does nothing
     */
    public SettledForms settledForms() {
        return opened.forms();
    }

    /**
     * The originals.
     *
     * @return always the same; closing it alone does nothing
     */
    public OriginalStore originals() {
        return opened.originals();
    }

    /**
     * The originals for who looks after them.
     *
     * @return always the same
     */
    public OriginalList originalList() {
        return opened.list();
    }

    /** Writes what waits, and closes the database. */
    @Override
    public void close() {
        opened.close();
    }
}
