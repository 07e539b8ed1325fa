package io.headroom.compress.settle;

import io.headroom.compress.SettledForms;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Settled forms in a SQLite file. All work is done by one daemon thread of its own, which opens the file at the first use; callers wait
 * for it only so long. What is wrong becomes a trouble: a broken file is set aside and replaced, an unwritable one is tried again after
 * a while. Thread-safe.
 */
public final class SqliteSettledForms implements SettledForms {
    private static final System.Logger LOG = System.getLogger("io.headroom.compress");
    private static final Duration OPENING = Duration.ofSeconds(2);
    private static final Duration READING = Duration.ofMillis(100);
    private static final Duration WRITING = Duration.ofMillis(20);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 1_000;
    private static final int PRUNE_EVERY = 2_000;
    /** SQLite's primary result codes for a file that is damaged, or is no database. */
    private static final int CORRUPT = 11;

    private static final int NOT_A_DATABASE = 26;

    private final DatabaseFile file;
    private final ThreadPoolExecutor thread;
    private @Nullable SettledDatabase database;
    private long nextTry;
    private int inserted;
    private volatile boolean opened;
    private volatile @Nullable String trouble;

    /**
     * Names the file; opens nothing.
     *
     * @param path the database file
     */
    public SqliteSettledForms(Path path) {
        file = new DatabaseFile(path);
        nextTry = System.nanoTime();
        thread = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread worker = new Thread(null, task, "headroom-settled-forms", 0, false);
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    @Override
    public Optional<Settled> find(String key) {
        return Optional.ofNullable(findAll(List.of(key)).get(key));
    }

    /**
     * Finds forms. With no keys it only opens the file.
     *
     * @param keys the keys
     * @return what was settled; what cannot be found in time counts as not settled
     */
    @Override
    public Map<String, Settled> findAll(Collection<String> keys) {
        List<String> copy = List.copyOf(keys);
        Duration patience = opened ? READING : OPENING;
        return ask(database -> database.find(copy, today()), patience).orElse(Map.of());
    }

    @Override
    public List<Settled> settle(Collection<Settled> forms) {
        List<Settled> copy = List.copyOf(forms);
        return ask(database -> insert(database, copy), WRITING).orElse(List.of());
    }

    @Override
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Writes what waits, and closes the file. */
    @Override
    public void close() {
        try {
            thread.execute(this::closeDatabase);
            thread.shutdown();
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "settled forms: the database did not close in time");
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "settled forms: closed already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Question<T> {
        T ask(SettledDatabase database) throws SQLException;
    }

    private <T> Optional<T> ask(Question<T> question, Duration patience) {
        try {
            Future<Optional<T>> answer = thread.submit(() -> answer(question));
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Nobody waits for it any more, but a form that is to be stored still will be.
            return Optional.empty();
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                report("does not keep up, forms are not stored");
            }
            return Optional.empty();
        } catch (ExecutionException e) {
            report("failed with " + e.getCause().getClass().getSimpleName());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private <T> Optional<T> answer(Question<T> question) {
        try {
            Optional<SettledDatabase> ready = database();
            if (ready.isEmpty()) {
                return Optional.empty();
            }
            T answer = question.ask(ready.get());
            recovered();
            return Optional.of(answer);
        } catch (SQLException e) {
            return failed(e, question);
        }
    }

    private <T> Optional<T> failed(SQLException failure, Question<T> question) {
        if (!isCorrupt(failure)) {
            report("cannot be used: " + failure.getMessage());
            return Optional.empty();
        }
        replace();
        try {
            Optional<SettledDatabase> fresh = database();
            return fresh.isEmpty() ? Optional.empty() : Optional.of(question.ask(fresh.get()));
        } catch (SQLException e) {
            report("cannot be used: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<SettledDatabase> database() throws SQLException {
        if (database == null && System.nanoTime() - nextTry >= 0) {
            try {
                file.create();
                database = new SettledDatabase(file.path());
                database.prune(today());
                opened = true;
            } catch (IOException e) {
                report("cannot be created: " + e);
            } catch (SQLException e) {
                if (isCorrupt(e)) {
                    throw e;
                }
                report("cannot be opened: " + e.getMessage());
            }
            nextTry = System.nanoTime() + (database == null ? RETRY.toNanos() : 0);
        }
        return Optional.ofNullable(database);
    }

    private List<Settled> insert(SettledDatabase database, List<Settled> forms) throws SQLException {
        List<Settled> earlier = database.insert(forms, today());
        inserted += forms.size();
        if (inserted >= PRUNE_EVERY) {
            inserted = 0;
            database.prune(today());
        }
        return earlier;
    }

    private void replace() {
        closeDatabase();
        try {
            Path aside = file.setAside();
            report("was damaged and is set aside as " + aside.getFileName() + "; a new one takes its place");
        } catch (IOException e) {
            report("is damaged and cannot be set aside: " + e);
            nextTry = System.nanoTime() + RETRY.toNanos();
        }
    }

    private void closeDatabase() {
        SettledDatabase open = database;
        database = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                report("did not close: " + e.getMessage());
            }
        }
    }

    private static boolean isCorrupt(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    private void report(String what) {
        String sentence = "settled forms: the database " + what;
        if (!sentence.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, sentence);
        }
        trouble = sentence;
    }

    /** A file that was set aside stays worth a look until the next start; anything else is over once it works again. */
    private void recovered() {
        String last = trouble;
        if (last != null && !last.contains("set aside as")) {
            trouble = null;
        }
    }

    private static long today() {
        return SettledDatabase.day(System.currentTimeMillis());
    }
}
