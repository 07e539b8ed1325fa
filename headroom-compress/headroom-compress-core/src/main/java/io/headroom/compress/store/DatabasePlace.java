package io.headroom.compress.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Where a database is, and in what its SQL differs from that of others. Used by the one thread that owns the connection. */
interface DatabasePlace {
    /** Opens a connection; makes the database if it is not there. */
    Connection open() throws IOException, SQLException;

    /** The type of a column of bytes. */
    String bytes();

    /** Begins a transaction's SQL so that no other process changes the schema meanwhile; may do nothing. */
    void lockSchema(Connection connection) throws SQLException;

    /** Whether a table has a column. */
    boolean hasColumn(Connection connection, String table, String column) throws SQLException;

    /** Whether a failure means that the database itself is damaged. */
    boolean damaged(SQLException failure);

    /** Whether a failure means that the connection is of no use any more. */
    boolean disconnected(SQLException failure);

    /** Puts a damaged database out of the way; returns its new name. */
    String setAside() throws IOException;
}
