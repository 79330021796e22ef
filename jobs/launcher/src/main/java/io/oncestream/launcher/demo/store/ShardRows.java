package io.oncestream.launcher.demo.store;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.state.store.Ownership;
import io.oncestream.state.store.StoreRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All that one shard has, at one moment.
 *
 * @param headers by their buckets
 */
public record ShardRows(Map<Integer, StoreRow> headers, List<StoreRow> entries) {

    /** Of some rows. */
    static ShardRows of(List<StoreRow> rows) {
        Map<Integer, StoreRow> headers = new HashMap<>();
        rows.stream()
                .filter(row -> row.key().isEmpty())
                .forEach(row -> headers.put(row.bucket(), row));
        return new ShardRows(headers, rows.stream().filter(row -> !row.key().isEmpty()).toList());
    }

    /** Reads all. */
    static ShardRows read(Connection connection, String table) throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        List<StoreRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT * FROM " + dialect.quoteTable(table))) {
            while (row.next()) {
                rows.add(row(row));
            }
        }
        return of(rows);
    }

    private static StoreRow row(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new StoreRow(
                row.getInt("bucket"),
                row.getString("key"),
                row.getString("value"),
                row.getBoolean("deleted"),
                row.getLong("version"),
                row.getLong("move"),
                state == null ? null : Ownership.of(state),
                row.getString("other"),
                state == null ? null : (Long) row.getLong("seq"));
    }

    boolean has(int bucket, Ownership state) {
        StoreRow header = headers.get(bucket);
        return header != null && header.state() == state;
    }

    private boolean isLive(StoreRow entry) {
        StoreRow header = headers.get(entry.bucket());
        return header != null
                && header.state() != Ownership.MOVED
                && header.move() == entry.move()
                && !entry.deleted();
    }

    /** Entries that count. */
    Stream<StoreRow> live() {
        return entries.stream().filter(this::isLive);
    }

    long dead() {
        return entries.size() - live().count();
    }

    /** Whether no bucket goes to another shard, and nothing is left that counts no more. */
    boolean isQuiet() {
        return dead() == 0
                && headers.values().stream().noneMatch(each -> each.state() == Ownership.MOVING);
    }
}
