package io.headroom.compress.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that opens, repairs and uses a database; callers wait for it only so long. What is wrong becomes a trouble: a damaged
 * file is set aside and replaced, a database out of reach is tried again after a while. Thread-safe.
 */
final class DatabaseThread implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.headroom.compress");
    private static final Duration OPENING = Duration.ofSeconds(3);
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 1_000;

    private final DatabasePlace place;
    private final ThreadPoolExecutor thread;
    private @Nullable Session session;
    private long nextTry = System.nanoTime();
    private volatile boolean tried;
    private final AtomicInteger generation = new AtomicInteger();
    private volatile @Nullable String trouble;
    private volatile @Nullable String damage;

    /** Everything that is done with one open connection. */
    static final class Session {
        private final Connection connection;
        private final SettledTable settled;
        private final OriginalTable originals;

        Session(DatabasePlace place, Connection connection) throws SQLException {
            this.connection = connection;
            new Schema(place, connection).prepare();
            settled = new SettledTable(connection);
            originals = new OriginalTable(connection);
        }

        Connection connection() {
            return connection;
        }

        SettledTable settled() {
            return settled;
        }

        OriginalTable originals() {
            return originals;
        }
    }

    /** Something to do in the thread. */
    interface Question<T> {
        T ask(Session session) throws SQLException;
    }

    /** Opens nothing yet. */
    DatabaseThread(DatabasePlace place) {
        this.place = place;
        thread = new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
            Thread worker = new Thread(null, task, "headroom-database", 0, false);
            worker.setDaemon(true);
            return worker;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    /** What is wrong with the database; empty if all is well. A file that was set aside is worth a look until the next start. */
    Optional<String> trouble() {
        String last = trouble;
        return Optional.ofNullable(last == null ? damage : last);
    }

    /** Changes when another database has taken the place of a damaged one. */
    int generation() {
        return generation.get();
    }

    /** Asks; the very first question waits for the database to open. Empty if there was no answer in time, or trouble. */
    <T> Optional<T> askReady(Question<T> question, Duration patience) {
        return ask(question, tried ? patience : OPENING);
    }

    /** Asks. A question that nobody waits for any more is answered all the same, so what was to be stored still will be. */
    <T> Optional<T> ask(Question<T> question, Duration patience) {
        try {
            Future<Optional<T>> answer = thread.submit(() -> answer(question));
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (RejectedExecutionException e) {
            if (!thread.isShutdown()) {
                report("does not keep up, nothing is stored");
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

    /** Does what waits, and closes the database. */
    @Override
    public void close() {
        try {
            thread.execute(this::disconnect);
            thread.shutdown();
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "the database did not close in time");
            }
        } catch (RejectedExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the database is closed already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private <T> Optional<T> answer(Question<T> question) {
        try {
            return answered(question);
        } catch (SQLException e) {
            if (!place.damaged(e)) {
                if (place.disconnected(e)) {
                    disconnect();
                }
                report("cannot be used: " + oneLine(e));
                return Optional.empty();
            }
        }
        replace();
        try {
            return answered(question);
        } catch (SQLException e) {
            report("cannot be used: " + oneLine(e));
            return Optional.empty();
        }
    }

    private <T> Optional<T> answered(Question<T> question) throws SQLException {
        Optional<Session> ready = session();
        if (ready.isEmpty()) {
            return Optional.empty();
        }
        T answer = question.ask(ready.get());
        trouble = null;
        return Optional.of(answer);
    }

    private Optional<Session> session() throws SQLException {
        if (session == null && System.nanoTime() - nextTry >= 0) {
            try {
                session = open();
            } catch (IOException e) {
                report("cannot be created: " + e);
            } catch (SQLException e) {
                if (place.damaged(e)) {
                    throw e;
                }
                report("cannot be opened: " + oneLine(e));
            } finally {
                tried = true;
            }
            nextTry = System.nanoTime() + (session == null ? RETRY.toNanos() : 0);
        }
        return Optional.ofNullable(session);
    }

    private Session open() throws IOException, SQLException {
        Connection connection = place.open();
        try {
            return new Session(place, connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private void replace() {
        disconnect();
        try {
            damage = sentence("was damaged and is set aside as " + place.setAside() + "; a new one takes its place");
            LOG.log(System.Logger.Level.WARNING, damage);
            generation.incrementAndGet();
        } catch (IOException e) {
            report("is damaged and cannot be set aside: " + e);
            nextTry = System.nanoTime() + RETRY.toNanos();
        }
    }

    private void disconnect() {
        Session open = session;
        session = null;
        if (open != null) {
            try {
                open.connection().close();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.DEBUG, "the database did not close: " + oneLine(e));
            }
        }
    }

    private void report(String what) {
        String sentence = sentence(what);
        if (!sentence.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, sentence);
        }
        trouble = sentence;
    }

    private static String sentence(String what) {
        return "the database of settled forms and originals " + what;
    }

    private static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
}
