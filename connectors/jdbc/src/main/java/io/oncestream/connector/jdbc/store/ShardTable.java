package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.TableMapping;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The table of one shard. An entry counts if its move is its header's; any other is dead, and so is
 * one that is deleted.
 */
public final class ShardTable {

    private static final String HEADER_COLUMNS =
            "h.{bucket}, h.{value}, h.{state}, h.{move}, h.{other}, h.{seq}";

    private static final String HEADERS =
            "SELECT " + HEADER_COLUMNS + " FROM {table} h WHERE h.{key} = ''";

    private static final String LOOK =
            "SELECT "
                    + HEADER_COLUMNS
                    + ", e.{value}, e.{version} FROM {table} h LEFT JOIN {table} e"
                    + " ON e.{bucket} = h.{bucket} AND e.{key} = ? AND e.{key} <> ''"
                    + " AND e.{move} = h.{move} AND NOT e.{deleted}"
                    + " WHERE h.{bucket} = ? AND h.{key} = ''";

    private static final String IS_LIVE =
            "e.{key} <> '' AND h.{key} = '' AND h.{bucket} = e.{bucket} AND e.{move} = h.{move}"
                    + " AND NOT e.{deleted} AND h.{state} <> 'moved'";

    private static final String PAGE =
            "SELECT e.{bucket}, e.{key}, h.{move}, h.{seq}, e.{value}, e.{version}"
                    + " FROM {table} e, {table} h WHERE "
                    + IS_LIVE
                    + " AND {ordered} >= ? ORDER BY {ordered} LIMIT ?";

    private static final String COUNT_LIVE =
            "SELECT COUNT(*) FROM {table} e, {table} h WHERE " + IS_LIVE;

    private static final String COUNT_DEAD =
            "SELECT COUNT(*) FROM {table} e, {table} h WHERE e.{key} <> '' AND h.{key} = ''"
                    + " AND h.{bucket} = e.{bucket} AND (e.{move} < h.{move} OR e.{deleted})";

    private static final String DEAD =
            "SELECT e.{key} FROM {table} e, {table} h WHERE e.{bucket} = ? AND e.{key} <> ''"
                    + " AND h.{bucket} = e.{bucket} AND h.{key} = ''"
                    + " AND (e.{move} < h.{move} OR e.{deleted}) LIMIT ?";

    /** Who holds a row, or the header, does not hold this up, and is held up but for a moment. */
    private static final String LOCKED = " FOR UPDATE SKIP LOCKED";

    private static final String DELETE = "DELETE FROM {table} WHERE {bucket} = ? AND {key} = ?";

    private static final String[] COLUMNS = {
        "bucket", "key", "value", "deleted", "version", "move", "state", "other", "seq"
    };

    private final Dialect dialect;
    private final String table;
    private final Map<String, String> statements = new ConcurrentHashMap<>();

    public ShardTable(Dialect dialect, String table) {
        this.dialect = dialect;
        this.table = table;
    }

    /** How rows are written to it. */
    public static TableMapping<StoreRow> rows(String table) {
        return TableMapping.<StoreRow>table(table)
                .integer("bucket", StoreRow::bucket)
                .text("key", StoreRow::key)
                .text("value", StoreRow::value)
                .bool("deleted", StoreRow::deleted)
                .notNull()
                .bigint("version", StoreRow::version)
                .bigint("move", StoreRow::move)
                .text("state", row -> word(row.state()))
                .text("other", StoreRow::other)
                .nullableBigint("seq", StoreRow::seq)
                .primaryKey("bucket", "key")
                .replica()
                .build();
    }

    private static @Nullable String word(@Nullable Ownership state) {
        return state == null ? null : state.word();
    }

    /**
     * A header and, with it, what it says of a key.
     *
     * @param value null: the key has none there
     */
    public record Look(BucketHeader header, @Nullable String value, long version) {}

    /** One moment of it; empty where the shard knows nothing of the bucket. */
    public Optional<Look> look(Connection connection, int bucket, String key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql(LOOK))) {
            query.setString(1, key);
            query.setInt(2, bucket);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(new Look(header(row), row.getString(7), row.getLong(8)))
                        : Optional.empty();
            }
        }
    }

    /** All headers. */
    public List<BucketHeader> headers(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql(HEADERS))) {
            return headers(query);
        }
    }

    /** Any of them; empty where there is none. */
    Optional<BucketHeader> anyHeader(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql(HEADERS + " LIMIT 1"))) {
            return headers(query).stream().findFirst();
        }
    }

    /** Those of these buckets. */
    List<BucketHeader> headers(Connection connection, Collection<Integer> buckets)
            throws SQLException {
        String marks = String.join(", ", Collections.nCopies(buckets.size(), "?"));
        String sql = sql(HEADERS) + " AND h." + dialect.quote("bucket") + " IN (" + marks + ")";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (int bucket : buckets) {
                query.setInt(parameter++, bucket);
            }
            return headers(query);
        }
    }

    private static List<BucketHeader> headers(PreparedStatement query) throws SQLException {
        List<BucketHeader> headers = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                headers.add(header(row));
            }
        }
        return headers;
    }

    private static BucketHeader header(ResultSet row) throws SQLException {
        return new BucketHeader(
                row.getInt(1),
                row.getString(2),
                Ownership.of(row.getString(3)),
                row.getLong(4),
                row.getString(5),
                row.getLong(6));
    }

    /**
     * Keys that have a value, from one on, in the order of their code points. Of a bucket that goes
     * to another shard these are there, be the other one the owner meanwhile or not.
     */
    List<StoreRead> page(Connection connection, String shard, String from, int limit)
            throws SQLException {
        List<StoreRead> page = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql(PAGE))) {
            query.setString(1, from);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    page.add(
                            new StoreRead(
                                    row.getString(2),
                                    row.getInt(1),
                                    shard,
                                    row.getLong(3),
                                    row.getLong(4),
                                    row.getString(5),
                                    row.getLong(6)));
                }
            }
        }
        return page;
    }

    /** How many keys have a value. */
    public long live(Connection connection) throws SQLException {
        return count(connection, COUNT_LIVE);
    }

    /** How many rows count no more and are not removed yet. */
    public long dead(Connection connection) throws SQLException {
        return count(connection, COUNT_DEAD);
    }

    private long count(Connection connection, String statement) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql(statement));
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Removes rows of a bucket that count no more, by the header as it is now, which stays as it is
     * meanwhile.
     *
     * @param limit how many at most
     * @return how many there were
     */
    int sweep(Connection connection, int bucket, int limit) throws SQLException {
        List<String> keys = dead(connection, DEAD + LOCKED, bucket, limit);
        if (!keys.isEmpty()) {
            try (PreparedStatement delete = connection.prepareStatement(sql(DELETE))) {
                for (String key : keys) {
                    delete.setInt(1, bucket);
                    delete.setString(2, key);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        }
        return keys.size();
    }

    /** Whether a bucket has rows that count no more, held by others or not. */
    boolean hasDead(Connection connection, int bucket) throws SQLException {
        return !dead(connection, DEAD, bucket, 1).isEmpty();
    }

    private List<String> dead(Connection connection, String statement, int bucket, int limit)
            throws SQLException {
        List<String> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql(statement))) {
            query.setInt(1, bucket);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    keys.add(row.getString(1));
                }
            }
        }
        return keys;
    }

    /** With names as the database writes them. */
    private String sql(String statement) {
        return statements.computeIfAbsent(statement, this::named);
    }

    private String named(String statement) {
        String sql =
                statement
                        .replace("{table}", dialect.quoteTable(table))
                        .replace("{ordered}", "e." + dialect.byCodePoint("key"));
        for (String column : COLUMNS) {
            sql = sql.replace("{" + column + "}", dialect.quote(column));
        }
        return sql;
    }
}
