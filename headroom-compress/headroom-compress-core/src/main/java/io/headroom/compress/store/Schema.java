package io.headroom.compress.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Makes the tables, and brings older ones up to date. Version 1 had {@code settled_form} alone and no number; 2 added what a form leaves
 * out, the originals, and the table that holds this number and the key. A column that older programs of the same version need not know
 * leaves the number as it is, so that one may go back to them.
 */
final class Schema {
    private static final int VERSION = 2;
    private static final String VERSION_NAME = "schema";

    private final DatabasePlace place;
    private final Connection connection;

    Schema(DatabasePlace place, Connection connection) {
        this.place = place;
        this.connection = connection;
    }

    void prepare() throws SQLException {
        if (version() == VERSION && hasIndexes()) {
            return;
        }
        Transaction.run(connection, () -> {
            place.lockSchema(connection);
            int version = version();
            if (version > VERSION) {
                throw new SQLException("it was made by a newer Headroom (its tables have version " + version
                        + ", this program knows " + VERSION + "); update this one");
            }
            if (version < VERSION) {
                tables();
            }
            if (!hasIndexes()) {
                execute("alter table original add column pieces " + place.bytes());
            }
        });
    }

    /** Whether originals can have an index of their parts; those that were kept before have none, and are read as a whole. */
    private boolean hasIndexes() throws SQLException {
        return place.hasColumn(connection, "original", "pieces");
    }

    private void tables() throws SQLException {
        String bytes = place.bytes();
        execute("create table if not exists settled_form (key text primary key, reason text not null, compressor text,"
                + " form " + bytes + ", fidelity text not null, tokens_before integer not null,"
                + " tokens_after integer not null, used_day bigint not null, left_out text)");
        if (!place.hasColumn(connection, "settled_form", "left_out")) {
            execute("alter table settled_form add column left_out text");
        }
        execute("create index if not exists settled_form_used on settled_form (used_day)");
        execute("create table if not exists original (tenant text not null, id text not null, hash text not null,"
                + " size bigint not null, stored bigint not null, deflated " + bytes + " not null, tool text,"
                + " created bigint not null, used bigint not null, primary key (tenant, id))");
        execute("create index if not exists original_used on original (used, stored)");
        execute("create table if not exists evicted (tenant text not null, id text not null, since bigint not null,"
                + " primary key (tenant, id))");
        execute("create table if not exists setting (name text primary key, value " + bytes + " not null)");
        Settings settings = new Settings(connection);
        settings.put(VERSION_NAME, new byte[] {VERSION});
    }

    /** The version of the tables; 0 where there are none, or only those of version 1. */
    private int version() throws SQLException {
        if (!place.hasColumn(connection, "setting", "value")) {
            return 0;
        }
        return new Settings(connection)
                .get(VERSION_NAME)
                .map(value -> value[0] & 0xff)
                .orElse(0);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Values by name. */
    record Settings(Connection connection) {
        Optional<byte[]> get(String name) throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("select value from setting where name = ?")) {
                select.setString(1, name);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
                }
            }
        }

        /** Returns what is there, which is another value if somebody was quicker. */
        byte[] getOrMake(String name, byte[] value) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into setting (name, value) values (?, ?) on conflict do nothing")) {
                insert.setString(1, name);
                insert.setBytes(2, value);
                insert.executeUpdate();
            }
            return get(name).orElse(value);
        }

        void put(String name, byte[] value) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement("insert into setting (name, value) values (?, ?)"
                            + " on conflict (name) do update set value = excluded.value")) {
                insert.setString(1, name);
                insert.setBytes(2, value);
                insert.executeUpdate();
            }
        }
    }
}
