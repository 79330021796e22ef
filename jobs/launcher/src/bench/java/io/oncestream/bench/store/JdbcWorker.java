package io.oncestream.bench.store;

import static java.util.stream.Collectors.groupingBy;

import io.oncestream.bench.measure.CommandReader;
import io.oncestream.bench.measure.Latencies;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.job.store.Ring;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes puts from its partitions and writes some of them in each transaction, in the shard that the
 * job would take. It keeps no versions and no answers.
 */
final class JdbcWorker implements AutoCloseable {

    /** Room in each page, so that a change need not touch the index. */
    static final String TABLE =
            """
            CREATE TABLE store (key text PRIMARY KEY, value text NOT NULL)
            WITH (fillfactor = 50)\
            """;

    /** Its own transaction. */
    private static final String UPSERT =
            """
            INSERT INTO store (key, value) SELECT * FROM unnest(?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value\
            """;

    private final CommandReader commands;
    private final Partitioning partitioning = Partitioning.hash();

    /** The place of the shard of each bucket. */
    private final int[] shards = new int[partitioning.buckets()];

    private final List<PreparedStatement> upserts = new ArrayList<>();
    private long done;

    /** A worker that has a connection of its own to each of the shards. */
    JdbcWorker(CommandReader commands, List<OwnDatabase> databases) throws SQLException {
        this.commands = commands;
        Ring ring = Shards.ring(databases.size());
        List<String> names = Shards.names(databases.size());
        for (int bucket = 0; bucket < shards.length; bucket++) {
            shards[bucket] = names.indexOf(ring.owner(bucket));
        }
        for (OwnDatabase database : databases) {
            upserts.add(database.connect().prepareStatement(UPSERT));
        }
    }

    /** Until there are no more. */
    void work(int putsMax, Latencies latencies) throws SQLException, IOException {
        List<Put> some = Put.next(commands, putsMax);
        while (!some.isEmpty()) {
            for (Map.Entry<Integer, List<Put>> each : byShard(some).entrySet()) {
                long start = System.nanoTime();
                upsert(upserts.get(each.getKey()), each.getValue());
                latencies.add(start, System.nanoTime());
            }
            done += some.size();
            some = Put.next(commands, putsMax);
        }
    }

    private Map<Integer, List<Put>> byShard(List<Put> some) {
        return some.stream().collect(groupingBy(put -> shards[partitioning.bucket(put.key())]));
    }

    /** One row for each key: a statement must not change a row twice. */
    private static void upsert(PreparedStatement upsert, List<Put> some) throws SQLException {
        Map<String, String> values = new LinkedHashMap<>();
        some.forEach(put -> values.put(put.key(), put.value()));
        Connection connection = upsert.getConnection();
        upsert.setArray(1, connection.createArrayOf("text", values.keySet().toArray()));
        upsert.setArray(2, connection.createArrayOf("text", values.values().toArray()));
        upsert.executeUpdate();
    }

    /** How many puts. */
    long done() {
        return done;
    }

    @Override
    public void close() throws SQLException {
        commands.close();
        for (PreparedStatement upsert : upserts) {
            upsert.getConnection().close();
        }
    }
}
