package io.headroom.compress.store;

import io.headroom.api.original.Original;
import io.headroom.api.original.OriginalStore.Evicted;
import io.headroom.api.original.OriginalStore.Found;
import io.headroom.api.original.OriginalStore.Lookup;
import io.headroom.api.original.OriginalStore.Unknown;
import io.headroom.compress.retrieve.PartedOriginals.PartedOriginal;
import io.headroom.compress.retrieve.PartedText;
import io.headroom.compress.settle.ContentHash;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;

/** The table of originals. Times are milliseconds since 1970, given by the caller. Used by the one thread that owns the connection. */
final class OriginalTable {
    private static final String ROWS = "select id, hash, size, stored, tool, created, used from original";
    private static final int KEY_BYTES = 32;
    private static final String KEY_NAME = "key";
    private static final String AGED_NAME = "aged_to";
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    /** So long after its last use an original is removed. */
    private static final long LIFE = 30 * DAY;
    /** So long it is known of a removed one that it was here. */
    private static final long MEMORY = 365 * DAY;

    private static final int EVICTED_AT_ONCE = 200;
    private static final int KEPT_TO_COUNT = 200;

    private final Connection connection;
    private final Schema.Settings settings;
    private long total = -1;
    private int keptSinceCount;

    OriginalTable(Connection connection) {
        this.connection = connection;
        this.settings = new Schema.Settings(connection);
    }

    /**
     * What became of originals that were to be kept.
     *
     * @param hashes those that can be found from now on
     * @param full whether there was no room, and nothing that may be evicted
     */
    record Kept(Set<String> hashes, boolean full) {}

    private record New(Original original, FoldedOriginal folded) {}

    /** The secret of this database, made by whoever asks first. */
    byte[] key() throws SQLException {
        Optional<byte[]> known = settings.get(KEY_NAME);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        return settings.getOrMake(KEY_NAME, fresh);
    }

    Kept keep(String tenant, Collection<Original> originals, long maxBytes, long now) throws SQLException {
        Set<String> kept = new HashSet<>();
        List<String> stale = new ArrayList<>();
        List<New> missing = new ArrayList<>();
        Map<String, String> taken = new HashMap<>();
        for (Original original : originals) {
            Optional<Row> known = row(tenant, original.id());
            if (known.isEmpty()) {
                // Two new ones of one id: the first takes it.
                if (taken.putIfAbsent(original.id(), original.hash()) == null) {
                    missing.add(new New(original, FoldedOriginal.of(original.hash(), original.text())));
                }
            } else if (known.get().hash().equals(original.hash())) {
                kept.add(original.hash());
                if (known.get().used() < now - HOUR) {
                    stale.add(original.id());
                }
            }
        }
        if (missing.isEmpty() && stale.isEmpty()) {
            return new Kept(kept, false);
        }
        long need = missing.stream().mapToLong(fresh -> fresh.folded().stored()).sum();
        boolean[] full = new boolean[1];
        Set<String> inserted = new HashSet<>();
        Transaction.run(connection, () -> {
            for (String id : stale) {
                use(tenant, id, now);
            }
            full[0] = need > 0 && !room(need, maxBytes, now);
            if (!full[0]) {
                for (New fresh : missing) {
                    if (insert(tenant, fresh, now)) {
                        inserted.add(fresh.original().hash());
                    }
                }
            }
        });
        kept.addAll(inserted);
        total += full[0] ? 0 : need;
        return new Kept(kept, full[0]);
    }

    private boolean insert(String tenant, New fresh, long now) throws SQLException {
        Original original = fresh.original();
        FoldedOriginal folded = fresh.folded();
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into original (tenant, id, hash, size, stored, deflated, pieces, tool, created, used)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, tenant);
            insert.setString(2, original.id());
            insert.setString(3, original.hash());
            insert.setLong(4, folded.size());
            insert.setLong(5, folded.stored());
            insert.setBytes(6, folded.deflated());
            insert.setBytes(7, folded.index().orElse(null));
            insert.setString(8, original.tool().map(OriginalTable::storable).orElse(null));
            insert.setLong(9, now);
            insert.setLong(10, now);
            if (insert.executeUpdate() == 0) {
                // Another process was quicker.
                return row(tenant, original.id())
                        .filter(row -> row.hash().equals(original.hash()))
                        .isPresent();
            }
        }
        try (PreparedStatement delete =
                connection.prepareStatement("delete from evicted where tenant = ? and id = ?")) {
            delete.setString(1, tenant);
            delete.setString(2, original.id());
            delete.executeUpdate();
        }
        return true;
    }

    /** PostgreSQL takes no NUL in a text, and neither takes half a surrogate pair. */
    private static String storable(String name) {
        StringBuilder storable = new StringBuilder();
        name.codePoints()
                .filter(c -> c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    Lookup find(String tenant, String id, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select hash, deflated, tool, created, used from original where tenant = ? and id = ?")) {
            select.setString(1, tenant);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    return found(tenant, id, row, now);
                }
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("select since from evicted where tenant = ? and id = ?")) {
            select.setString(1, tenant);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new Evicted(Instant.ofEpochMilli(row.getLong(1))) : new Unknown();
            }
        }
    }

    private Lookup found(String tenant, String id, ResultSet row, long now) throws SQLException {
        String hash = row.getString("hash");
        String text;
        try {
            text = Folded.unfold(row.getBytes("deflated"));
        } catch (DataFormatException e) {
            throw new SQLException("the original " + id + " cannot be read", e);
        }
        if (!ContentHash.of(text).hex().equals(hash)) {
            throw new SQLException("the original " + id + " is not what was stored");
        }
        Original original = new Original(hash, text, tool(row));
        Instant created = created(row);
        touch(tenant, id, row, now);
        return new Found(original, created);
    }

    private static Optional<String> tool(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("tool"));
    }

    private static Instant created(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("created"));
    }

    private void touch(String tenant, String id, ResultSet row, long now) throws SQLException {
        if (row.getLong("used") < now - HOUR) {
            Transaction.run(connection, () -> use(tenant, id, now));
        }
    }

    /** A long original, not inflated yet; empty if there is none that has an index. */
    Optional<PartedOriginal> findParts(String tenant, String id, long now) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select hash, deflated, pieces, tool, created, used"
                + " from original where tenant = ? and id = ? and pieces is not null")) {
            select.setString(1, tenant);
            select.setString(2, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Optional<PartedText> text =
                        FoldedText.of(row.getString("hash"), row.getBytes("deflated"), row.getBytes("pieces"));
                Optional<String> tool = tool(row);
                Instant created = created(row);
                touch(tenant, id, row, now);
                return text.map(parts -> new PartedOriginal(id, tool, created, parts));
            }
        }
    }

    /** A row without its text. */
    record Row(String id, String hash, long size, long stored, Optional<String> tool, long created, long used) {}

    /** The rows of a tenant, the one that was used last first. */
    List<Row> rows(String tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(ROWS + " where tenant = ? order by used desc, id")) {
            select.setString(1, tenant);
            return rows(select);
        }
    }

    private Optional<Row> row(String tenant, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(ROWS + " where tenant = ? and id = ?")) {
            select.setString(1, tenant);
            select.setString(2, id);
            return rows(select).stream().findFirst();
        }
    }

    private static List<Row> rows(PreparedStatement select) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new Row(
                        row.getString("id"),
                        row.getString("hash"),
                        row.getLong("size"),
                        row.getLong("stored"),
                        tool(row),
                        row.getLong("created"),
                        row.getLong("used")));
            }
        }
        return rows;
    }

    private void use(String tenant, String id, long now) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update original set used = ? where tenant = ? and id = ?")) {
            update.setLong(1, now);
            update.setString(2, tenant);
            update.setString(3, id);
            update.executeUpdate();
        }
    }

    /** Sees to it that so many bytes fit; false if they do not without what was used in the last day. */
    private boolean room(long need, long maxBytes, long now) throws SQLException {
        if (total < 0 || ++keptSinceCount > KEPT_TO_COUNT || total + need > maxBytes) {
            keptSinceCount = 0;
            total = number("select coalesce(sum(stored), 0) from original");
        }
        while (total + need > maxBytes) {
            long before = total;
            evict("used < ? order by used, id limit " + EVICTED_AT_ONCE, now - DAY, now, total + need - maxBytes);
            if (total == before) {
                return false;
            }
        }
        return true;
    }

    /** Removes originals, the first in the given order, until so many bytes are free. Returns how many. */
    private int evict(String where, long bound, long now, long bytes) throws SQLException {
        List<String[]> chosen = new ArrayList<>();
        long freed = 0;
        try (PreparedStatement select =
                connection.prepareStatement("select tenant, id, stored from original where " + where)) {
            select.setLong(1, bound);
            try (ResultSet row = select.executeQuery()) {
                while (freed < bytes && row.next()) {
                    chosen.add(new String[] {row.getString(1), row.getString(2)});
                    freed += row.getLong(3);
                }
            }
        }
        for (String[] name : chosen) {
            remove(name[0], name[1], now);
        }
        total = total < 0 ? -1 : total - freed;
        return chosen.size();
    }

    /**
     * Removes what was not used for a month. The age is measured by a clock of the database's own, which follows the wall clock forward
     * by at most a day each time: when the wall clock jumps years ahead and back, nothing is lost.
     */
    void prune(long now) throws SQLException {
        Transaction.run(connection, () -> {
            long aged = settings.get(AGED_NAME)
                    .filter(value -> value.length == Long.BYTES)
                    .map(value -> Math.min(now, ByteBuffer.wrap(value).getLong() + DAY))
                    .orElse(now);
            settings.put(
                    AGED_NAME, ByteBuffer.allocate(Long.BYTES).putLong(aged).array());
            // What was used in a future that did not come is as old as everything else.
            update("update original set used = ? where used > ?", now, now + HOUR);
            evict("used < ? order by used, id", aged - LIFE, now, Long.MAX_VALUE);
            update("delete from evicted where since < ? and since < ?", aged - MEMORY, now);
        });
    }

    /** Removes what was not used since a time, of one tenant. */
    int removeUnusedSince(String tenant, long used, long now) throws SQLException {
        int[] count = new int[1];
        Transaction.run(connection, () -> {
            for (Row row : rows(tenant)) {
                if (row.used() < used) {
                    remove(tenant, row.id(), now);
                    count[0]++;
                }
            }
        });
        total = -1;
        return count[0];
    }

    private void remove(String tenant, String id, long now) throws SQLException {
        try (PreparedStatement delete =
                        connection.prepareStatement("delete from original where tenant = ? and id = ?");
                PreparedStatement remember = connection.prepareStatement("insert into evicted (tenant, id, since)"
                        + " values (?, ?, ?) on conflict (tenant, id) do update set since = excluded.since")) {
            delete.setString(1, tenant);
            delete.setString(2, id);
            delete.executeUpdate();
            remember.setString(1, tenant);
            remember.setString(2, id);
            remember.setLong(3, now);
            remember.executeUpdate();
        }
    }

    private void update(String sql, long first, long second) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, first);
            update.setLong(2, second);
            update.executeUpdate();
        }
    }

    /** What a tenant has: count, bytes, oldest use, removed ones. */
    record Figures(long entries, long bytes, Optional<Instant> oldest, long evictions) {}

    Figures figures(String tenant) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*), coalesce(sum(stored), 0), min(used),"
                        + " (select count(*) from evicted where tenant = ?) from original where tenant = ?")) {
            select.setString(1, tenant);
            select.setString(2, tenant);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                long entries = row.getLong(1);
                Optional<Instant> oldest =
                        entries == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(row.getLong(3)));
                return new Figures(entries, row.getLong(2), oldest, row.getLong(4));
            }
        }
    }

    private long number(String query) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query);
                ResultSet row = select.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }
}
