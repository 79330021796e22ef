package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Checkpoint;
import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.TestDatabase;
import java.util.List;

/** The table t of a database, and the runs that write to it, checkpoint by checkpoint. */
record CheckpointedTable(TestDatabase database) {
    static final TableMapping<Entry> APPEND = SinkHarness.append("t");
    static final TableMapping<Entry> UPSERT = SinkHarness.upsert("t");

    /** The only instance of the job "one". */
    SinkHarness sink(TableMapping<Entry> mapping, StartPolicy policy) throws Exception {
        return sink("one", mapping, policy);
    }

    /** The only instance of a job. */
    SinkHarness sink(String job, TableMapping<Entry> mapping, StartPolicy policy) throws Exception {
        return instance(0, 1, job, mapping, policy);
    }

    SinkHarness instance(
            int subtask,
            int parallelism,
            String job,
            TableMapping<Entry> mapping,
            StartPolicy policy)
            throws Exception {
        return submitted(
                SinkHarness.job(job).toHexString(), subtask, parallelism, job, mapping, policy);
    }

    /** One of several submissions of a job that has a fixed id. */
    SinkHarness submitted(
            String run,
            int subtask,
            int parallelism,
            String job,
            TableMapping<Entry> mapping,
            StartPolicy policy)
            throws Exception {
        return new SinkHarness(
                SinkHarness.job(job),
                run,
                SinkHarness.options(database.address(), policy, FailurePoint.NONE),
                mapping,
                subtask,
                parallelism);
    }

    /** Writes a row with the checkpoint's id as its value, and completes the checkpoint. */
    static Checkpoint commit(SinkHarness sink, long checkpointId, String key) throws Exception {
        sink.write(key, checkpointId);
        Checkpoint checkpoint = sink.snapshot(checkpointId);
        sink.complete(checkpointId);
        return checkpoint;
    }

    /** Writes a, b and c in the checkpoints 5, 6 and 7; returns these. */
    List<Checkpoint> threeCheckpoints(TableMapping<Entry> mapping) throws Exception {
        try (SinkHarness sink = sink(mapping, StartPolicy.REFUSE).start()) {
            return List.of(commit(sink, 5, "a"), commit(sink, 6, "b"), commit(sink, 7, "c"));
        }
    }

    List<String> rows() throws Exception {
        return database.query("SELECT key, value FROM t ORDER BY key");
    }

    void assertLedgerCounts(long rows) throws Exception {
        assertThat(database.queryLong("SELECT sum(row_count) FROM oncestream_transactions"))
                .isEqualTo(rows);
    }
}
