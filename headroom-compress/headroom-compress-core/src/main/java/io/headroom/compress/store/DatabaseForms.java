package io.headroom.compress.store;

import io.headroom.compress.SettledForms;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settled forms in a database. Thread-safe. */
final class DatabaseForms implements SettledForms {
    private static final Duration READING = Duration.ofMillis(100);
    private static final Duration WRITING = Duration.ofMillis(20);
    private static final int PRUNE_EVERY = 2_000;

    private final DatabaseThread database;
    private final Runnable onClose;
    /** Counts down to the next look at what can be forgotten; the database's thread alone uses it, and looks at once. */
    private int insertsToPrune;

    DatabaseForms(DatabaseThread database, Runnable onClose) {
        this.database = database;
        this.onClose = onClose;
    }

    @Override
    public Optional<Settled> find(String key) {
        return Optional.ofNullable(findAll(List.of(key)).get(key));
    }

    /**
     * Finds forms. With no keys it only opens the database.
     *
     * @param keys the keys
     * @return what was settled; what cannot be found in time counts as not settled
     */
    @Override
    public Map<String, Settled> findAll(Collection<String> keys) {
        List<String> copy = List.copyOf(keys);
        return database.askReady(session -> session.settled().find(copy, today()), READING)
                .orElse(Map.of());
    }

    @Override
    public List<Settled> settle(Collection<Settled> forms) {
        List<Settled> copy = List.copyOf(forms);
        return database.ask(session -> insert(session.settled(), copy), WRITING).orElse(List.of());
    }

    private List<Settled> insert(SettledTable table, List<Settled> forms) throws SQLException {
        List<Settled> earlier = table.insert(forms, today());
        insertsToPrune -= forms.size();
        if (insertsToPrune <= 0) {
            insertsToPrune = PRUNE_EVERY;
            table.prune(today());
        }
        return earlier;
    }

    @Override
    public Optional<String> trouble() {
        return database.trouble();
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static long today() {
        return SettledTable.day(System.currentTimeMillis());
    }
}
