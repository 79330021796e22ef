package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.SinkHarness.Entry;
import io.oncestream.connector.jdbc.protocol.FailurePoint;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.DatabaseSelection;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** What a lineage must stand: restarts before the first checkpoint, instances that end early. */
@ParameterizedClass
@ArgumentsSource(DatabaseSelection.PostgresOrAll.class)
class LineageRecoveryITCase {
    @Parameter DatabaseKind kind;

    private static final int PARALLELISM = 2;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(2 * PARALLELISM);

    @TempDir Path directory;

    /**
     * Red with a lineage of its own for each start of an instance: "table t belongs to job test".
     */
    @Test
    void aJobThatRestartsBeforeItsFirstCheckpointKeepsItsTable() throws Exception {
        TestDatabase database = kind.newDatabase();
        NumbersJob job = new NumbersJob(database, false, directory);
        job.createTable();
        job.configuration().set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
        job.restartOften();
        DeclinesTheFirst.LEFT.set(1);
        JobClient running =
                job.build(
                                PARALLELISM,
                                JobEvents.ofANewRun(),
                                new DeclinesTheFirst(),
                                FailurePoint.NONE)
                        .executeAsync();
        running.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.assertComplete();
        assertThat(database.query("SELECT DISTINCT lineage, job_id FROM oncestream_sinks"))
                .containsExactly(running.getJobID() + "|" + running.getJobID());
        assertThat(database.queryLong("SELECT max(fence) FROM oncestream_transactions"))
                .as("starts")
                .isEqualTo(2 * PARALLELISM);
    }

    private record DeclinesTheFirst() implements CheckpointGate.Plan {
        private static final long serialVersionUID = 1L;
        static final AtomicInteger LEFT = new AtomicInteger();

        @Override
        public void reached(long checkpointId) throws IOException {
            if (LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IOException("declined for the test");
            }
        }
    }

    /**
     * Flink takes no checkpoint of an operator with union list state while some of its instances
     * have finished and others have not. Red with the lineage in such state: 1 of 100 rows was
     * committed.
     */
    @Test
    void theRowsOfAnInstanceThatEndsEarlyAreCommittedWhileTheOthersGoOn() throws Exception {
        TestDatabase database = kind.newDatabase();
        NumbersJob job = new NumbersJob(database, false, directory);
        job.createTable();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(job.configuration());
        env.setParallelism(PARALLELISM);
        OneReaderWaits readers = new OneReaderWaits(JobEvents.ofANewRun());
        env.fromSource(
                        new DataGeneratorSource<>(
                                number -> new Entry("row", number),
                                200,
                                readers,
                                TypeInformation.of(Entry.class)),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .uid("numbers")
                .addSink(
                        new JdbcTwoPhaseCommitSink<>(
                                SinkHarness.options(database.address()),
                                TableRoutes.toOne(SinkHarness.append("t"))))
                .uid("sink");
        JobClient running = env.executeAsync();
        JobEvents.patiently()
                .until(() -> database.queryLong("SELECT count(*) FROM t"), rows -> rows == 100);
        readers.release();
        running.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        assertThat(database.query("SELECT count(*), count(DISTINCT value) FROM t"))
                .containsExactly("200|200");
    }

    /**
     * Lets one of two readers go on once both have asked for a split, the other when it is
     * released.
     */
    private record OneReaderWaits(JobEvents events)
            implements RateLimiterStrategy<NumberSequenceSplit> {
        private static final long serialVersionUID = 1L;
        private static final Map<JobEvents, Readers> RUNS = new ConcurrentHashMap<>();

        private record Readers(
                AtomicInteger count,
                CompletableFuture<Void> bothAsked,
                CompletableFuture<Void> released) {}

        private Readers readers() {
            return RUNS.computeIfAbsent(
                    events,
                    none ->
                            new Readers(
                                    new AtomicInteger(),
                                    new CompletableFuture<>(),
                                    new CompletableFuture<>()));
        }

        void release() {
            readers().released().complete(null);
        }

        @Override
        public RateLimiter<NumberSequenceSplit> createRateLimiter(int parallelism) {
            if (readers().count().getAndIncrement() == 0) {
                return permits -> readers().bothAsked();
            }
            return permits -> {
                readers().bothAsked().complete(null);
                return readers().released();
            };
        }
    }
}
