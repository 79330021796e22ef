package io.oncestream.connector.jdbc.store;

import io.oncestream.connector.jdbc.JdbcTwoPhaseCommitSink;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.SinkName;
import io.oncestream.connector.jdbc.SinkOperator;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.state.store.StoreRow;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import org.apache.flink.api.common.JobID;

/** A shard that a test writes as the job does. */
final class WrittenShard implements AutoCloseable {

    final TestDatabase database;
    final Participant participant;
    private final SinkOperator<StoreRow> sink;
    private long checkpoint;

    WrittenShard(String name, DatabaseKind kind) throws Exception {
        database = kind.newDatabase();
        participant = new Participant(name, database.address());
        sink =
                new SinkOperator<>(
                        new JobID(),
                        JdbcTwoPhaseCommitSink.to(
                                database.address(),
                                ShardTable.rows("store"),
                                new SinkName("store", "write-shard-" + name),
                                StartPolicy.REFUSE),
                        0,
                        1);
        sink.start();
    }

    /** In one transaction. */
    void commit(StoreRow... rows) throws Exception {
        for (StoreRow row : rows) {
            sink.write(row);
        }
        sink.snapshot(++checkpoint);
        sink.complete(checkpoint);
    }

    interface Work<R> {
        R run(ShardTable table, Connection connection) throws Exception;
    }

    <R> R in(Work<R> work) throws Exception {
        try (Connection connection = database.address().connect()) {
            return work.run(new ShardTable(database.address().dialect(), "store"), connection);
        }
    }

    @Override
    public void close() throws Exception {
        sink.close();
    }
}
