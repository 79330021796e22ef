package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.FlinkEngine;
import io.oncestream.bench.measure.OwnDatabase;
import io.oncestream.job.locks.LocksJob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.time.Instant;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;

/** The job on an embedded Flink, and the database with its answers. */
final class LockService implements AutoCloseable {

    /** A setting of a case: how long the job remembers ids. */
    static final String REMEMBER = "remember";

    private static final long POLL_MILLIS = 20;

    private static final String ANSWERS =
            """
            SELECT count(*), count(DISTINCT id), coalesce(sum(id::bigint), 0),
              count(*) FILTER (WHERE outcome = 'granted')
            FROM locks_answers""";

    private static final String VIOLATIONS =
            """
            SELECT count(*) FROM (
              SELECT outcome, lag(outcome) OVER (PARTITION BY domain, resource ORDER BY number)
                AS before
              FROM locks_answers WHERE outcome IN ('granted', 'released', 'expired')) AS change
            WHERE (outcome = 'granted') = (before IS NOT DISTINCT FROM 'granted')""";

    private static final String HELD = "SELECT count(*) FROM locks WHERE owner IS NOT NULL";

    private final FlinkEngine engine;
    private final OwnDatabase database;
    private final String remember;
    private long granted;

    private LockService(FlinkEngine engine, OwnDatabase database, String remember) {
        this.engine = engine;
        this.database = database;
        this.remember = remember;
    }

    static LockService prepare(Case one) throws Exception {
        return new LockService(
                FlinkEngine.start(one, new Configuration()),
                OwnDatabase.create(one),
                one.text(REMEMBER));
    }

    OwnDatabase database() {
        return database;
    }

    /** Submits the job, as {@code run locks} would. */
    JobClient submit(String commands) throws Exception {
        return engine.draw(
                        new LocksJob(() -> Instant.EPOCH),
                        List.of(
                                "--from=" + commands,
                                "--to=" + database.url(),
                                "--remember=" + remember))
                .executeAsync(LocksJob.NAME);
    }

    /** Waits until a job has read, decided and written once, though there be nothing to read. */
    void awaitCheckpoint(JobClient job) throws Exception {
        while (!hasCheckpoint(engine.cluster().getExecutionGraph(job.getJobID()).get())) {
            if (job.getJobExecutionResult().isDone()) {
                job.getJobExecutionResult().get();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static boolean hasCheckpoint(AccessExecutionGraph graph) {
        return graph.getCheckpointStatsSnapshot().getCounts().getNumberOfCompletedCheckpoints() > 0;
    }

    /** Of the answers; nobody may have had a lock beside its holder, and nothing may be held. */
    Check check() throws SQLException {
        database.checkNothingPrepared();
        database.checkNone("held by two", VIOLATIONS);
        database.checkNone("still held", HELD);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ANSWERS)) {
            row.next();
            granted = row.getLong(4);
            return new Check(row.getLong(1), row.getLong(2), row.getLong(3), List.of());
        }
    }

    /** Of the answers that were checked. */
    long granted() {
        return granted;
    }

    @Override
    public void close() throws Exception {
        engine.close();
        database.close();
    }
}
