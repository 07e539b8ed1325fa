package io.headroom.compress.store;

import io.headroom.api.original.OriginalStore;
import io.headroom.compress.OriginalList;
import io.headroom.compress.SettledForms;
import java.nio.file.Path;
import java.time.InstantSource;

/** Opens what the public factories promise. */
public final class Opened {
    private static final long FORMS_IN_MEMORY = 64L << 20;

    private final SettledForms forms;
    private final OriginalStore originals;
    private final OriginalList list;
    private final Runnable closing;

    private Opened(SettledForms forms, OriginalStore originals, OriginalList list, Runnable closing) {
        this.forms = forms;
        this.originals = originals;
        this.list = list;
        this.closing = closing;
    }

    /**
     * In this process's memory.
     *
     * @param tenant whose originals
     * @param maxBytes how much they may take
     * @param clock tells how old they are
     * @return empty stores
     */
    public static Opened inMemory(String tenant, long maxBytes, InstantSource clock) {
        InMemoryOriginals originals = new InMemoryOriginals(tenant, maxBytes, clock);
        return new Opened(new InMemorySettledForms(FORMS_IN_MEMORY), originals, originals, () -> {});
    }

    /**
     * In a SQLite file.
     *
     * @param file the file
     * @param tenant whose originals
     * @param maxBytes how much they may take
     * @param clock tells how old they are
     * @return stores that open the file when they are used
     */
    public static Opened sqlite(Path file, String tenant, long maxBytes, InstantSource clock) {
        return database(new SqlitePlace(file), tenant, maxBytes, clock);
    }

    /**
     * In PostgreSQL.
     *
     * @param url the JDBC URL
     * @param tenant whose originals
     * @param maxBytes how much they may take
     * @param clock tells how old they are
     * @return stores that connect when they are used
     */
    public static Opened postgresql(String url, String tenant, long maxBytes, InstantSource clock) {
        return database(new PostgresPlace(url), tenant, maxBytes, clock);
    }

    private static Opened database(DatabasePlace place, String tenant, long maxBytes, InstantSource clock) {
        DatabaseThread database = new DatabaseThread(place);
        DatabaseOriginals originals = new DatabaseOriginals(database, tenant, maxBytes, clock);
        return new Opened(new DatabaseForms(database, () -> {}), originals, originals, database::close);
    }

    /**
     * Settled forms alone, in a SQLite file that is closed with them.
     *
     * @param file the file
     * @return the store
     */
    public static SettledForms settledForms(Path file) {
        DatabaseThread database = new DatabaseThread(new SqlitePlace(file));
        return new DatabaseForms(database, database::close);
    }

    /**
     * Settled forms alone, in memory.
     *
     * @return an empty store
     */
    public static SettledForms settledForms() {
        return new InMemorySettledForms(FORMS_IN_MEMORY);
    }

    /**
     * The forms.
     *
     * @return always the same
     */
    public SettledForms forms() {
        return forms;
    }

    /**
     * The originals.
     *
     * @return always the same
     */
    public OriginalStore originals() {
        return originals;
    }

    /**
     * The list of the originals.
     *
     * @return always the same
     */
    public OriginalList list() {
        return list;
    }

    /** Closes the database. */
    public void close() {
        closing.run();
    }
}
