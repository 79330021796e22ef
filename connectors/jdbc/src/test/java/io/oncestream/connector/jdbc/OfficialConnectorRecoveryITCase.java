package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.BlocksJob.Plan;
import io.oncestream.connector.jdbc.BlocksJob.Sabotaged;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.PostgresProcess;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The exactly-once sink of flink-connector-jdbc and ours in the same jobs, on a PostgreSQL with
 * prepared transactions. What is asserted of the official one is what it was seen to do, so that a
 * newer version that does better fails here, and failures.md with it. Each test prints what it saw.
 */
@Tag("matrix")
class OfficialConnectorRecoveryITCase {
    private static final Sabotage FIFTH = new Sabotage(5);

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static PostgresProcess server;

    @TempDir Path directory;
    private TestDatabase database;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        server = PostgresProcess.start(folder, Map.of("max_prepared_transactions", "20"));
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void createTable() throws Exception {
        database = server.database();
        for (String xid : prepared()) {
            database.execute("ROLLBACK PREPARED '" + xid + "'");
        }
        database.execute(
                "DROP TABLE IF EXISTS t, oncestream_sinks, oncestream_rewinds,"
                        + " oncestream_transactions");
        database.execute("CREATE TABLE t (key text, value bigint, _tx bigint)");
    }

    private List<String> prepared() throws Exception {
        return database.query("SELECT gid FROM pg_prepared_xacts");
    }

    private String counts() throws Exception {
        return database.query("SELECT count(*), count(DISTINCT value) FROM t").get(0);
    }

    private Plan plan(ComparedSink sink) {
        return new Plan(database, sink, directory, null);
    }

    private void print(String row, ComparedSink sink, String ended) throws Exception {
        String counts = counts().replaceFirst("\\|", " rows, ") + " distinct";
        System.out.printf(
                "failure matrix, row %s, %s sink: %s of %d, %d transactions left prepared, job"
                        + " %s%n",
                row,
                sink.name().toLowerCase(Locale.ROOT),
                counts,
                BlocksJob.ROWS,
                prepared().size(),
                ended);
    }

    /** Row 1. The official writer commits while the snapshot is taken. */
    @ParameterizedTest
    @CsvSource({"OFFICIAL, 1408|1280", "OURS, 1280|1280"})
    void aCheckpointFailsElsewhereAfterTheSinksSnapshot(
            ComparedSink sink, String rowsAndDistinct, @InjectMiniCluster MiniCluster flink)
            throws Exception {
        try (BlocksJob job =
                new BlocksJob(flink, plan(sink), 1, new Sabotaged(FIFTH, Sabotage.NONE))) {
            job.checkpoint(BlocksJob.BLOCKS);
            job.awaitEnd();
        }
        print("1", sink, "finished");
        assertThat(counts()).isEqualTo(rowsAndDistinct);
        assertThat(prepared()).isEmpty();
    }

    /**
     * Row 8. What was prepared for the failed checkpoint is never rolled back: it keeps its locks,
     * and its name, which the restarted writer takes again.
     */
    @Test
    void whatTheOfficialSinkPreparedForNoStateEndsTheJobAndKeepsItsLocks(
            @InjectMiniCluster MiniCluster flink) throws Exception {
        try (BlocksJob job =
                new BlocksJob(
                        flink,
                        plan(ComparedSink.OFFICIAL),
                        1,
                        new Sabotaged(Sabotage.NONE, FIFTH))) {
            assertThatThrownBy(
                            () -> {
                                job.checkpoint(BlocksJob.BLOCKS);
                                job.awaitEnd();
                            })
                    .hasStackTraceContaining("is already in use");
        }
        print("8", ComparedSink.OFFICIAL, "failed, restarted or not");
        assertThat(counts()).isEqualTo("512|512");
        assertThat(prepared()).hasSize(1);
        assertThatThrownBy(() -> database.execute("SET lock_timeout = '100ms'; TRUNCATE t"))
                .hasMessageContaining("lock timeout");
    }

    @Test
    void ourSinkLeavesNothingInTheDatabaseThatIsInNoState(@InjectMiniCluster MiniCluster flink)
            throws Exception {
        try (BlocksJob job =
                new BlocksJob(
                        flink, plan(ComparedSink.OURS), 1, new Sabotaged(Sabotage.NONE, FIFTH))) {
            job.checkpoint(BlocksJob.BLOCKS);
            job.awaitEnd();
        }
        print("8", ComparedSink.OURS, "finished");
        assertThat(counts()).isEqualTo("1280|1280");
        assertThat(prepared()).isEmpty();
        database.execute("SET lock_timeout = '100ms'; TRUNCATE t");
    }

    /** Row 9. At a lower parallelism a writer of the official sink is given several states. */
    @ParameterizedTest
    @CsvSource({"OFFICIAL, 1, 4", "OURS, 1, 4", "OURS, 4, 1"})
    void aSavepointIsResumedAtAnotherParallelism(
            ComparedSink sink, int before, int after, @InjectMiniCluster MiniCluster flink)
            throws Exception {
        String savepoint = savepoint(sink, before, flink);
        try (BlocksJob job =
                new BlocksJob(flink, plan(sink).resumedFrom(savepoint), after, Sabotaged.NOWHERE)) {
            job.checkpoint(4);
            job.awaitEnd();
        }
        print("9 (%d to %d)".formatted(before, after), sink, "finished");
        assertThat(counts()).isEqualTo("1280|1280");
        assertThat(prepared()).isEmpty();
    }

    @Test
    void theOfficialSinkCannotBeResumedAtALowerParallelism(@InjectMiniCluster MiniCluster flink)
            throws Exception {
        String savepoint = savepoint(ComparedSink.OFFICIAL, 4, flink);
        Plan resumed = plan(ComparedSink.OFFICIAL).resumedFrom(savepoint);
        try (BlocksJob job = new BlocksJob(flink, resumed, 1, Sabotaged.NOWHERE)) {
            assertThatThrownBy(job::awaitEnd)
                    .hasStackTraceContaining("more than one state to recover");
        }
        print("9 (4 to 1)", ComparedSink.OFFICIAL, "failed, restarted or not");
        assertThat(counts()).isEqualTo("640|640");
    }

    /** Behind the fifth block, which our sink has not committed by then. */
    private String savepoint(ComparedSink sink, int parallelism, MiniCluster flink)
            throws Exception {
        try (BlocksJob job = new BlocksJob(flink, plan(sink), parallelism, Sabotaged.NOWHERE)) {
            job.checkpoint(4);
            return job.savepointAndCancel(directory);
        }
    }
}
