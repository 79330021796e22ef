package io.oncestream.bench.store;

import io.oncestream.bench.measure.OwnDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks how far a job is, which fills the shards and has the last one join. */
final class ShardsWatch implements AutoCloseable {

    private static final String IS_THERE = "SELECT count(*) FROM pg_class WHERE relname = 'store'";

    private static final String CHANGES =
            "SELECT coalesce(sum(seq), 0) FROM store WHERE bucket = ANY(?) AND key = ''";

    private static final String ANSWERED =
            "SELECT outcome FROM store_answers WHERE key = '' AND id = ?";

    private static final String OWNED =
            """
            SELECT count(*) FROM store WHERE bucket = ANY(?) AND key = '' AND state = 'owner'\
            """;

    private static final String NOT_GONE =
            """
            SELECT count(*) FROM store WHERE bucket = ANY(?) AND key = '' AND state <> 'moved'\
            """;

    private final List<Connection> connections = new ArrayList<>();
    private final List<Integer> joining;
    private final List<Integer> all = new ArrayList<>();

    ShardsWatch(List<OwnDatabase> shards) throws SQLException {
        for (OwnDatabase shard : shards) {
            connections.add(shard.connect());
        }
        joining = Shards.joined(shards.size() - 1);
        for (int bucket = 0; bucket < Shards.buckets(); bucket++) {
            all.add(bucket);
        }
    }

    /** How many puts the shards have seen. */
    long changes() throws SQLException {
        long changes = 0;
        for (Connection shard : connections) {
            if (number(shard, IS_THERE) > 0) {
                changes += number(shard, CHANGES, all);
            }
        }
        return changes;
    }

    /**
     * Whether a command about the ring has its answer.
     *
     * @throws IllegalStateException when it is not done
     */
    boolean isAnswered(String id) throws SQLException {
        try (PreparedStatement query = connections.get(0).prepareStatement(ANSWERED)) {
            query.setString(1, id);
            try (ResultSet row = query.executeQuery()) {
                boolean isThere = row.next();
                if (isThere && !row.getString(1).equals("ok")) {
                    throw new IllegalStateException("the join is " + row.getString(1));
                }
                return isThere;
            }
        }
    }

    /** Whether the last shard has what the ring gives it, and all others say so. */
    boolean hasJoined() throws SQLException {
        int last = connections.size() - 1;
        long left = joining.size() - number(connections.get(last), OWNED, joining);
        for (int i = 0; i < last && left == 0; i++) {
            left += number(connections.get(i), NOT_GONE, joining);
        }
        return left == 0;
    }

    private static long number(Connection shard, String sql) throws SQLException {
        try (PreparedStatement query = shard.prepareStatement(sql)) {
            return number(query);
        }
    }

    private static long number(Connection shard, String sql, List<Integer> buckets)
            throws SQLException {
        Array array = shard.createArrayOf("integer", buckets.toArray());
        try (PreparedStatement query = shard.prepareStatement(sql)) {
            query.setArray(1, array);
            return number(query);
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
