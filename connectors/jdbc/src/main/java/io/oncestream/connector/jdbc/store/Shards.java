package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.store.ShardTable.Look;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A session with each shard of a store, by its name. For one thread at a time. */
final class Shards implements StoreLookup, AutoCloseable {

    private final String table;
    private final Map<String, Shard> byName = new LinkedHashMap<>();

    /**
     * None of them is connected to yet.
     *
     * @param limit how long one that is away is waited for
     */
    Shards(List<Participant> participants, String table, Duration limit) {
        this.table = table;
        Backoff backoff = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1), limit);
        for (Participant each : participants) {
            byName.put(
                    each.name(),
                    new Shard(
                            new ShardTable(each.address().dialect(), table),
                            each.address().session(backoff, () -> {})));
        }
    }

    private record Shard(ShardTable table, DatabaseSession session) {}

    /** What is done with the table of a shard. */
    interface Work<R> {
        R run(ShardTable table, Connection connection) throws SQLException;
    }

    @Override
    public Set<String> shards() {
        return byName.keySet();
    }

    @Override
    public Optional<BucketHeader> anyHeader(String shard) throws InterruptedException {
        return in(shard, ShardTable::anyHeader);
    }

    @Override
    public Optional<Look> look(String shard, int bucket, String key) throws InterruptedException {
        return in(shard, (rows, connection) -> rows.look(connection, bucket, key));
    }

    /**
     * Does something in one of them, in a transaction.
     *
     * @throws StoreUnavailable where no shard has the name
     */
    <R> R in(String name, Work<R> work) throws InterruptedException {
        Shard shard = byName.get(name);
        if (shard == null) {
            throw new StoreUnavailable(
                    "table %s has buckets at %s, and only %s are given: name it too"
                            .formatted(table, name, String.join(", ", shards())));
        }
        return shard.session()
                .inTransaction(
                        "read table %s of shard %s".formatted(table, name),
                        connection -> work.run(shard.table(), connection));
    }

    /** Does something in each, one after the other. */
    <R> Map<String, R> inEach(Work<R> work) throws InterruptedException {
        Map<String, R> results = new LinkedHashMap<>();
        for (String name : shards()) {
            results.put(name, in(name, work));
        }
        return results;
    }

    @Override
    public void close() {
        byName.values().forEach(shard -> shard.session().close());
    }
}
