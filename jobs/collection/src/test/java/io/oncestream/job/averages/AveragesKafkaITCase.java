package io.oncestream.job.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the partitions of a topic do to event time, and with it to windows. */
class AveragesKafkaITCase {

    private static final int COUNT = 20_000;
    private static final String GEN = "gen:?keys=20&seed=7&count=" + COUNT;

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
    }

    @AfterEach
    void cancelJob() throws Exception {
        if (job != null) {
            Jobs.cancel(job);
        }
    }

    /**
     * Seen red where a rejected message had the time at which Kafka took it in, which is years
     * after that of the readings: all of them were late.
     */
    @Test
    void brokenMessagesAreRejectedOnceAndDoNotMoveEventTime() throws Exception {
        broker.createTopic("broken", 2);
        run.send(GEN, 0, COUNT / 2, "broken", 1);
        broker.send("broken", 0, null, "no JSON".getBytes(UTF_8)).get();
        broker.send("broken", 0, null, null).get();
        broker.send("broken", 1, null, new byte[(1 << 20) + 1]).get();
        broker.send("broken", 0, null, "{\"key\":\"k1\",\"value\":1}".getBytes(UTF_8)).get();
        run.send(GEN, COUNT / 2, COUNT, "broken", 1);
        execute(1, GEN, "clean");
        execute(2, broker.uri("broken") + "?until=latest", "broken", "--out-of-order", "0s");
        assertThat(run.rows("broken")).isEqualTo(run.rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM broken_late")).isZero();
        assertThat(
                        database.query(
                                "SELECT source, position, reason FROM broken_rejected"
                                        + " ORDER BY source, position"))
                .hasSize(4)
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("kafka broken-0|10000|").contains("JSON"),
                        row ->
                                assertThat(row)
                                        .startsWith("kafka broken-0|10001|")
                                        .contains("tombstone"),
                        row -> assertThat(row).startsWith("kafka broken-0|10002|").contains("time"),
                        row -> assertThat(row).startsWith("kafka broken-1|0|").contains("1 MiB"));
    }

    /**
     * Seen red with the watermarks of what has no end: each partition's newest reading came first,
     * and all others were late.
     */
    @Test
    void untilLatestTheTableIsThatOfAllReadingsInWhateverOrder() throws Exception {
        broker.createTopic("disordered", 2);
        List<Reading> readings = new ArrayList<>(KafkaRun.readings(GEN, 0, COUNT));
        Collections.reverse(readings);
        for (Reading reading : readings) {
            broker.send("disordered", reading.key().hashCode() & 1, reading);
        }
        broker.flush();
        execute(1, GEN, "ordered");
        execute(2, broker.uri("disordered") + "?until=latest", "disordered");
        assertThat(run.rows("disordered")).isEqualTo(run.rows("ordered"));
        assertThat(database.queryLong("SELECT count(*) FROM disordered_late")).isZero();
        StreamExecutionEnvironment closing = TestEnvironments.withCheckpointsIn(checkpoints, 2);
        // At 200 ms the whole topic was once read before the first watermark.
        closing.getConfig().setAutoWatermarkInterval(1);
        run.build(
                closing,
                broker.uri("disordered") + "?until=latest",
                "as_it_came",
                "--out-of-order",
                "0s");
        closing.execute();
        assertThat(database.queryLong("SELECT count(*) FROM as_it_came_late"))
                .as("late where windows are to close on the way")
                .isPositive();
    }

    @Test
    void anIdlePartitionDoesNotHoldWindowsBackAndTheGroupShowsHowFarReadingHasCome()
            throws Exception {
        broker.createTopic("idle", 2);
        start(2, broker.uri("idle") + "?group=watched", "idle", "--idle-after", "1s");
        run.send(GEN, 0, COUNT, "idle", 1);
        Patience.await().until(() -> run.committed("idle") >= COUNT - 1_000);
        Patience.await().until(() -> broker.committed("watched").orElse(0L) == COUNT);
    }

    /** Seen red with a reader in each of the four subtasks: no window closed. */
    @Test
    void subtasksBeyondThePartitionsDoNotHoldWindowsBack() throws Exception {
        broker.createTopic("one", 1);
        start(4, broker.uri("one"), "one", "--idle-after", "1h");
        run.send(GEN, 0, COUNT, "one", 1);
        Patience.await().until(() -> run.committed("one") >= COUNT - 1_000);
    }

    private void execute(int parallelism, String from, String table, String... more)
            throws Exception {
        StreamExecutionEnvironment env =
                TestEnvironments.withCheckpointsIn(checkpoints, parallelism);
        run.build(env, from, table, more);
        env.execute();
    }

    private void start(int parallelism, String from, String table, String... more)
            throws Exception {
        StreamExecutionEnvironment env =
                TestEnvironments.withCheckpointsIn(checkpoints, parallelism);
        run.build(env, from, table, more);
        job = env.executeAsync();
    }
}
