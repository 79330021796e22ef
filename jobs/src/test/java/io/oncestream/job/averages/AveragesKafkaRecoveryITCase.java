package io.oncestream.job.averages;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oncestream.launcher.services.KafkaBroker;
import io.oncestream.state.window.WindowSummary;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures in the middle of a run: the tables are those of the readings themselves. In each test
 * the job reads half of them, and the other half after the failure.
 */
class AveragesKafkaRecoveryITCase {

    private static final int COUNT = 20_000;
    private static final int HALF = COUNT / 2;
    private static final String GEN = "gen:?keys=20&seed=3&count=" + COUNT;
    private static final Duration SOON = Duration.ofMinutes(2);

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private static Path brokerFolder;
    private static KafkaBroker broker;

    @TempDir private Path checkpoints;
    private TestDatabase database;
    private KafkaRun run;
    private JobClient job;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
        run = new KafkaRun(broker, database);
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 1);
        run.build(env, GEN, "clean");
        env.execute();
        FailsWhenTold.NOW.set(false);
        FailsWhenTold.FAILURES.set(false);
    }

    @AfterEach
    void cancelJob() throws Exception {
        if (job != null) {
            Jobs.cancel(job);
        }
    }

    /** The job waits for the broker: it does not fail. */
    @Test
    void aBrokerThatIsKilledAndComesBack() throws Exception {
        broker.createTopic("killed", 2);
        job = start(TestEnvironments.withCheckpointsIn(checkpoints, 2), "killed", sinks -> sinks);
        readFirstHalf("killed");
        broker.kill();
        broker.restart();
        run.send(GEN, HALF, COUNT, "killed", 2);
        finish("killed");
    }

    @Test
    void aJobThatFails() throws Exception {
        broker.createTopic("failed", 2);
        job =
                start(
                        TestEnvironments.withCheckpointsIn(checkpoints, 2),
                        "failed",
                        AveragesKafkaRecoveryITCase::failing);
        readFirstHalf("failed");
        FailsWhenTold.NOW.set(true);
        run.send(GEN, HALF, COUNT, "failed", 2);
        finish("failed");
        assertThat(FailsWhenTold.FAILURES).isTrue();
    }

    @Test
    void aTaskManagerThatDies(@InjectMiniCluster MiniCluster cluster) throws Exception {
        broker.createTopic("died", 2);
        job = start(TestEnvironments.withCheckpointsIn(checkpoints, 2), "died", sinks -> sinks);
        readFirstHalf("died");
        run.send(GEN, HALF, HALF + HALF / 2, "died", 2);
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
        run.send(GEN, HALF + HALF / 2, COUNT, "died", 2);
        finish("died");
    }

    /** It reads what came in between, at another parallelism too. */
    @Test
    void aJobThatIsResumedWhereItBeganWithTheLatest() throws Exception {
        broker.createTopic("latest", 2);
        String uri = broker.uri("latest") + "?offsets=latest&group=latest";
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 2);
        run.build(env, uri, "latest");
        job = env.executeAsync();
        // Nothing is read yet, but it is known where reading begins.
        await().atMost(SOON).until(() -> broker.committed("latest").isPresent());
        String savepoint = stop();
        run.send(GEN, 0, COUNT, "latest", 2);
        env = TestEnvironments.resumedFrom(savepoint, checkpoints, 1);
        run.build(env, uri, "latest");
        job = env.executeAsync();
        finish("latest");
    }

    /**
     * Seen red with the reset strategy of Flink's own initializers: the job went on with the oldest
     * message that was left.
     */
    @Test
    void aJobWhoseMessagesWereDeletedBeforeItReadThemFails() throws Exception {
        broker.createTopic("deleted", 2);
        job = start(TestEnvironments.withCheckpointsIn(checkpoints, 2), "deleted", sinks -> sinks);
        readFirstHalf("deleted");
        String savepoint = stop();
        run.send(GEN, HALF, COUNT, "deleted", 2);
        broker.deleteUpTo("deleted", 0, HALF / 2 + 10);
        StreamExecutionEnvironment env = TestEnvironments.resumedFrom(savepoint, checkpoints, 2);
        run.build(env, broker.uri("deleted"), "deleted");
        job = env.executeAsync();
        assertThatThrownBy(() -> job.getJobExecutionResult().get(SOON.toSeconds(), SECONDS))
                .hasStackTraceContaining("OffsetOutOfRangeException");
    }

    private String stop() throws Exception {
        return job.stopWithSavepoint(
                        false, checkpoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private JobClient start(
            StreamExecutionEnvironment env, String topic, UnaryOperator<AveragesJob.Sinks> sinks)
            throws Exception {
        run.build(env, broker.uri(topic), topic, sinks);
        return env.executeAsync();
    }

    private void readFirstHalf(String topic) throws Exception {
        run.send(GEN, 0, HALF, topic, 2);
        await().atMost(SOON).until(() -> run.committed(topic) > 0);
    }

    private void finish(String topic) throws Exception {
        run.closeWindows(topic, 2);
        await().atMost(SOON).until(() -> run.committed(topic) >= COUNT);
        assertThat(run.rows(topic)).isEqualTo(run.rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM " + topic + "_late")).isZero();
    }

    private static AveragesJob.Sinks failing(AveragesJob.Sinks sinks) {
        return new AveragesJob.Sinks(
                summaries ->
                        sinks.summaries()
                                .accept(
                                        summaries
                                                .map(new FailsWhenTold())
                                                .returns(WindowSummary.class)),
                sinks.rejected(),
                sinks.late());
    }

    /** Fails once, at the next row. */
    private static final class FailsWhenTold implements MapFunction<WindowSummary, WindowSummary> {

        private static final long serialVersionUID = 1L;
        private static final AtomicBoolean NOW = new AtomicBoolean();
        private static final AtomicBoolean FAILURES = new AtomicBoolean();

        @Override
        public WindowSummary map(WindowSummary summary) {
            if (NOW.compareAndSet(true, false)) {
                FAILURES.set(true);
                throw new IllegalStateException("failing on purpose");
            }
            return summary;
        }
    }
}
