package io.headroom.compress.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;

/** A PostgreSQL database, which any number of proxies share. A server that is away is tried again; nothing there is ever set aside. */
final class PostgresPlace implements DatabasePlace {
    /** The number under which whoever changes the schema waits for others; made up once, the same for ever. */
    private static final long SCHEMA_LOCK = 0x6865_6164_726f_6f6dL;

    private final String url;

    PostgresPlace(String url) {
        this.url = url;
    }

    @Override
    public Connection open() throws SQLException {
        Properties defaults = new Properties();
        defaults.setProperty("ApplicationName", "headroom");
        defaults.setProperty("connectTimeout", "2");
        defaults.setProperty("loginTimeout", "2");
        defaults.setProperty("socketTimeout", "10");
        defaults.setProperty("tcpKeepAlive", "true");
        Connection connection = new Driver().connect(url, defaults);
        if (connection == null) {
            throw new SQLException("the URL does not begin with jdbc:postgresql:");
        }
        return connection;
    }

    @Override
    public String bytes() {
        return "bytea";
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }
    }

    @Override
    public boolean hasColumn(Connection connection, String table, String column) throws SQLException {
        try (PreparedStatement columns = connection.prepareStatement("select 1 from information_schema.columns"
                + " where table_schema = current_schema() and table_name = ? and column_name = ?")) {
            columns.setString(1, table);
            columns.setString(2, column);
            try (ResultSet row = columns.executeQuery()) {
                return row.next();
            }
        }
    }

    @Override
    public boolean damaged(SQLException failure) {
        return false;
    }

    /** Classes 08 (connection) and 57 (shutdown) of the SQL states of PostgreSQL, appendix A. */
    @Override
    public boolean disconnected(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P"));
    }

    @Override
    public String setAside() throws IOException {
        throw new IOException("a server's database stays where it is");
    }
}
