package io.oncestream.job.averages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.server.process.LocalPort;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job from the topics of a real broker into a real PostgreSQL. */
class AveragesKafkaITCase {

    private static final int COUNT = 20_000;
    private static final String GEN = "gen:?keys=20&seed=7&count=" + COUNT;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

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

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void untilLatestGivesTheAnswerOfTheReadingsThemselves(int parallelism) throws Exception {
        String topic = "bounded-" + parallelism;
        broker.createTopic(topic, 3);
        run.send(GEN, 0, COUNT, topic, 3);
        execute(1, GEN, "clean");
        execute(parallelism, broker.uri(topic) + "?until=latest", "bounded");
        assertThat(run.rows("bounded")).isNotEmpty().isEqualTo(run.rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM bounded_late")).isZero();
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
        execute(2, broker.uri("broken") + "?until=latest", "broken", "--idle-after", "1h");
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

    /** From its beginning, although reading began with the latest messages. */
    @Test
    void aPartitionThatIsAddedIsReadFromItsBeginning() throws Exception {
        broker.createTopic("growing", 1);
        broker.send("growing", 0, reading("old", 0));
        broker.flush();
        start(
                2,
                broker.uri("growing") + "?group=growing&offsets=latest",
                "growing",
                "--idle-after",
                "1s");
        Patience.await().until(() -> broker.committed("growing").isPresent());
        broker.addPartitions("growing", 2);
        broker.send("growing", 1, reading("added", 1));
        broker.send("growing", 1, reading("added", 2));
        broker.send("growing", 1, reading("added", 9));
        broker.flush();
        Patience.await().until(() -> run.committed("growing") >= 2);
        assertThat(database.query("SELECT DISTINCT key FROM growing")).containsExactly("added");
    }

    @Test
    void committedOffsetsAreWhereReadingBeginsWhenAskedForAndOnlyThen() throws Exception {
        broker.createTopic("committed", 2);
        run.send(GEN, 0, COUNT, "committed", 2);
        broker.commit("before", "committed", 0, 4_000);
        String uri = broker.uri("committed") + "?until=latest&group=before";
        execute(2, uri + "&offsets=committed", "asked");
        assertThat(run.committed("asked")).isEqualTo(COUNT - 4_000);
        execute(2, uri, "ignored");
        assertThat(run.committed("ignored")).isEqualTo(COUNT);
    }

    @Test
    void aTimestampIsWhereReadingBegins() throws Exception {
        broker.createTopic("timed", 1);
        Instant now = Instant.now();
        for (int i = 0; i < 100; i++) {
            byte[] message = KafkaBroker.json(reading("k", i));
            broker.send("timed", 0, now.plusMillis(i).toEpochMilli(), message).get();
        }
        Instant from = now.plusMillis(40);
        execute(1, broker.uri("timed") + "?until=latest&offsets=" + from, "instant");
        assertThat(run.committed("instant")).isEqualTo(60);
        execute(1, broker.uri("timed") + "?until=latest&offsets=" + from.toEpochMilli(), "millis");
        assertThat(run.committed("millis")).isEqualTo(60);
    }

    @Test
    void aTopicThatIsMissingIsSaidBeforeAnythingStarts() {
        assertThatThrownBy(() -> execute(1, broker.uri("raedings"), "never"))
                .hasMessage(
                        "kafka: there is no topic raedings at %s: create it, or check its name"
                                .formatted(broker.servers()));
    }

    @Test
    void aBrokerThatDoesNotAnswerIsSaidBeforeAnythingStarts() throws Exception {
        int port = LocalPort.anyFree();
        assertThatThrownBy(() -> execute(1, "kafka://127.0.0.1:" + port + "/readings", "never"))
                .hasMessageContaining("no broker answers at 127.0.0.1:" + port)
                .hasMessageContaining("is it running");
    }

    private static Reading reading(String key, int seconds) {
        return new Reading(key, START.plusSeconds(seconds), 1, 1);
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
