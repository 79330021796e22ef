package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.window.WindowSummary;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
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

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

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

    private JobClient start(
            StreamExecutionEnvironment env, String topic, UnaryOperator<AveragesJob.Sinks> sinks)
            throws Exception {
        run.build(env, broker.uri(topic), topic, sinks);
        return env.executeAsync();
    }

    private void readFirstHalf(String topic) throws Exception {
        run.send(GEN, 0, HALF, topic, 2);
        Patience.await().until(() -> run.committed(topic) > 0);
    }

    private void finish(String topic) throws Exception {
        run.closeWindows(topic, 2);
        Patience.await().until(() -> run.committed(topic) >= COUNT);
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
