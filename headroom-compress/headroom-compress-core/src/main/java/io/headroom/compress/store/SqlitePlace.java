package io.headroom.compress.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * A SQLite file: write-ahead log, so that readers and one writer of any process do not wait for one another, and a commit survives a
 * kill (<a href="https://www.sqlite.org/wal.html">WAL</a>).
 */
final class SqlitePlace implements DatabasePlace {
    private static final int BUSY_MILLIS = 5_000;
    /** SQLite's primary result codes for a file that is damaged, or is no database. */
    private static final int CORRUPT = 11;

    private static final int NOT_A_DATABASE = 26;

    private final DatabaseFile file;

    SqlitePlace(Path path) {
        file = new DatabaseFile(path);
    }

    @Override
    public Connection open() throws IOException, SQLException {
        file.create();
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        Properties properties = config.toProperties();
        return JDBC.createConnection(JDBC.PREFIX + file.path().toAbsolutePath(), properties);
    }

    @Override
    public String bytes() {
        return "blob";
    }

    /** Every transaction is immediate: it has the write lock from its begin on. */
    @Override
    public void lockSchema(Connection connection) {}

    @Override
    public boolean hasColumn(Connection connection, String table, String column) throws SQLException {
        try (PreparedStatement columns =
                connection.prepareStatement("select 1 from pragma_table_info(?) where name = ?")) {
            columns.setString(1, table);
            columns.setString(2, column);
            try (ResultSet row = columns.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public boolean damaged(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == CORRUPT || code == NOT_A_DATABASE;
    }

    @Override
    public boolean disconnected(SQLException failure) {
        return false;
    }

    @Override
    public String setAside() throws IOException {
        return file.setAside().getFileName().toString();
    }
}
