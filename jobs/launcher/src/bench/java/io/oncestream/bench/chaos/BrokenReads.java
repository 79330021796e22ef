package io.oncestream.bench.chaos;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.connector.jdbc.store.KeySearch;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.ShardTable;
import io.oncestream.connector.jdbc.store.ShardTable.Look;
import io.oncestream.connector.jdbc.store.StoreLookup;
import io.oncestream.connector.jdbc.store.StoreRead;
import io.oncestream.launcher.demo.store.Reads;
import io.oncestream.launcher.demo.store.ShardConnections;
import io.oncestream.state.store.Ownership;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/** A reader that does not look at the other shard, or not at the moves of entries. */
final class BrokenReads implements Reads, StoreLookup {

    private static final long PAUSE_MILLIS = 50;

    private final ShardConnections shards;
    private final String table;
    private final Broken broken;
    private final KeySearch search = new KeySearch(this, Partitioning.hash());

    BrokenReads(ShardConnections shards, String table, Broken broken) {
        this.shards = shards;
        this.table = table;
        this.broken = broken;
    }

    @Override
    public StoreRead strong(String key, long seq) throws InterruptedException {
        return await(() -> search.strong(key).filter(read -> read.seq() >= seq));
    }

    @Override
    public StoreRead eventual(String key) throws InterruptedException {
        return await(() -> search.eventual(key));
    }

    private interface Attempt<R> {
        Optional<R> read() throws InterruptedException;
    }

    private static <R> R await(Attempt<R> attempt) throws InterruptedException {
        Optional<R> read = attempt.read();
        while (read.isEmpty()) {
            Thread.sleep(PAUSE_MILLIS);
            read = attempt.read();
        }
        return read.get();
    }

    @Override
    public Collection<String> shards() {
        return shards.shards();
    }

    /** A shard that is away is waited for. */
    @Override
    public Optional<Look> look(String shard, int bucket, String key) throws InterruptedException {
        while (true) {
            try {
                return shards.in(shard, (rows, connection) -> look(rows, connection, bucket, key));
            } catch (SQLException e) {
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private Optional<Look> look(ShardTable rows, Connection connection, int bucket, String key)
            throws SQLException {
        return broken == Broken.NO_MOVES
                ? lookWithoutMoves(connection, bucket, key)
                : rows.look(connection, bucket, key).map(BrokenReads::asOwner);
    }

    private static Look asOwner(Look look) {
        BucketHeader header = look.header();
        return header.state() == Ownership.MOVING
                ? new Look(
                        new BucketHeader(
                                header.bucket(),
                                header.keys(),
                                Ownership.OWNER,
                                header.move(),
                                null,
                                header.seq()),
                        look.value(),
                        look.version())
                : look;
    }

    private Optional<Look> lookWithoutMoves(Connection connection, int bucket, String key)
            throws SQLException {
        Dialect dialect = Dialects.of(connection.getMetaData().getURL());
        String sql =
                "SELECT h.value, h.state, h.move, h.other, h.seq, e.value, e.version FROM {table} h"
                        + " LEFT JOIN {table} e ON e.bucket = h.bucket AND e.{key} = ?"
                        + " AND NOT e.deleted WHERE h.bucket = ? AND h.{key} = ''";
        try (PreparedStatement query =
                connection.prepareStatement(
                        sql.replace("{table}", dialect.quoteTable(table))
                                .replace("{key}", dialect.quote("key")))) {
            query.setString(1, key);
            query.setInt(2, bucket);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(look(row, bucket)) : Optional.empty();
            }
        }
    }

    private static Look look(ResultSet row, int bucket) throws SQLException {
        return new Look(
                new BucketHeader(
                        bucket,
                        row.getString(1),
                        Ownership.of(row.getString(2)),
                        row.getLong(3),
                        row.getString(4),
                        row.getLong(5)),
                row.getString(6),
                row.getLong(7));
    }

    @Override
    public void close() {
        try {
            shards.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
