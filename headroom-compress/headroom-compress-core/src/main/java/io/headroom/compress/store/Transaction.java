package io.headroom.compress.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes all of something, or nothing. */
final class Transaction {
    private Transaction() {}

    /** What is written together. */
    interface Writes {
        void run() throws SQLException;
    }

    static void run(Connection connection, Writes writes) throws SQLException {
        connection.setAutoCommit(false);
        try {
            writes.run();
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
