package io.headroom.compress.store;

import io.headroom.compress.Reason;
import io.headroom.compress.SettledForms.Settled;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;

/** The table of settled forms. Used by the one thread that owns the connection. */
final class SettledTable {
    private static final int MOST_KEYS = 400;
    private static final int UNUSED_DAYS = 30;
    private static final long MOST_BYTES = 512L << 20;
    private static final String COLUMNS =
            "key, reason, compressor, form, fidelity, tokens_before, tokens_after, used_day, left_out";

    private final Connection connection;

    SettledTable(Connection connection) {
        this.connection = connection;
    }

    Map<String, Settled> find(Collection<String> keys, long today) throws SQLException {
        Map<String, Settled> found = new LinkedHashMap<>();
        List<String> stale = new ArrayList<>();
        List<String> all = List.copyOf(keys);
        for (int from = 0; from < all.size(); from += MOST_KEYS) {
            select(all.subList(from, Math.min(all.size(), from + MOST_KEYS)), today, found, stale);
        }
        refresh(stale, today);
        return found;
    }

    private void select(List<String> keys, long today, Map<String, Settled> found, List<String> stale)
            throws SQLException {
        String marks = String.join(",", Collections.nCopies(keys.size(), "?"));
        String query = "select " + COLUMNS + " from settled_form where key in (" + marks + ")";
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < keys.size(); i++) {
                statement.setString(i + 1, keys.get(i));
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    read(row).ifPresent(settled -> found.put(settled.key(), settled));
                    if (row.getLong("used_day") < today) {
                        stale.add(row.getString("key"));
                    }
                }
            }
        }
    }

    /** Empty for a row that a future version wrote, or that does not unfold. */
    private static Optional<Settled> read(ResultSet row) throws SQLException {
        try {
            byte[] form = row.getBytes("form");
            String leftOut = row.getString("left_out");
            return Optional.of(new Settled(
                    row.getString("key"),
                    Reason.valueOf(row.getString("reason").toUpperCase(Locale.ROOT)),
                    Optional.ofNullable(row.getString("compressor")),
                    form == null ? Optional.empty() : Optional.of(Folded.unfold(form)),
                    row.getString("fidelity"),
                    row.getInt("tokens_before"),
                    row.getInt("tokens_after"),
                    leftOut == null ? List.of() : GapList.read(leftOut)));
        } catch (IllegalArgumentException | DataFormatException e) {
            return Optional.empty();
        }
    }

    /** Marks forms as used, at most once a day. */
    private void refresh(List<String> keys, long today) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        Transaction.run(connection, () -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update settled_form set used_day = ? where key = ?")) {
                for (String key : keys) {
                    update.setLong(1, today);
                    update.setString(2, key);
                    update.executeUpdate();
                }
            }
        });
    }

    /** Inserts what is not there; returns what was there and differs. */
    List<Settled> insert(Collection<Settled> forms, long today) throws SQLException {
        List<Settled> refused = new ArrayList<>();
        Transaction.run(connection, () -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into settled_form (" + COLUMNS
                    + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
                for (Settled form : forms) {
                    bind(insert, form, today);
                    if (insert.executeUpdate() == 0) {
                        refused.add(form);
                    }
                }
            }
        });
        List<Settled> earlier = new ArrayList<>();
        Map<String, Settled> known = refused.isEmpty()
                ? Map.of()
                : find(refused.stream().map(Settled::key).toList(), today);
        for (Settled form : refused) {
            Settled first = known.get(form.key());
            if (first != null && !first.equals(form)) {
                earlier.add(first);
            }
        }
        return earlier;
    }

    private static void bind(PreparedStatement insert, Settled form, long today) throws SQLException {
        insert.setString(1, form.key());
        insert.setString(2, form.reason().key());
        insert.setString(3, form.compressor().orElse(null));
        insert.setBytes(4, form.form().map(Folded::fold).orElse(null));
        insert.setString(5, form.fidelity());
        insert.setInt(6, form.tokensBefore());
        insert.setInt(7, form.tokensAfter());
        insert.setLong(8, today);
        insert.setString(9, form.leftOut().isEmpty() ? null : GapList.write(form.leftOut()));
    }

    /**
     * Forgets what was not used for a month, and the oldest part of a table that has grown too large. After a jump of the clock, when
     * everything seems old, nothing is forgotten by age.
     */
    void prune(long today) throws SQLException {
        long latest = number("select coalesce(max(used_day), 0) from settled_form");
        boolean clockIsSound = latest >= today - UNUSED_DAYS && latest <= today;
        boolean tooLarge = number("select coalesce(sum(octet_length(form)), 0) from settled_form") > MOST_BYTES;
        Transaction.run(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                if (clockIsSound) {
                    statement.executeUpdate("delete from settled_form where used_day < " + (today - UNUSED_DAYS));
                }
                if (tooLarge) {
                    statement.executeUpdate("delete from settled_form where key in (select key from settled_form"
                            + " order by used_day, key limit (select count(*) / 5 + 1 from settled_form))");
                }
            }
        });
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getLong(1) : 0;
        }
    }

    /** The number of the current day. */
    static long day(long epochMillis) {
        return Math.floorDiv(epochMillis, Duration.ofDays(1).toMillis());
    }
}
