package io.oncestream.job.averages;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that reads a topic is stopped with a savepoint and goes on as another job. */
class AveragesKafkaResumeITCase {

    private static final int COUNT = 20_000;
    private static final int HALF = COUNT / 2;
    private static final String GEN = "gen:?keys=20&seed=5&count=" + COUNT;

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

    /** It reads what came in between, at another parallelism too. */
    @Test
    void oneThatBeganWithTheLatestReadsOn() throws Exception {
        broker.createTopic("latest", 2);
        String parameters = "?offsets=latest&group=latest";
        start("latest", parameters);
        // Nothing is read yet, but it is known where reading begins.
        Patience.await().until(() -> broker.committed("latest").isPresent());
        String savepoint = stop();
        run.send(GEN, 0, COUNT, "latest", 2);
        run.closeWindows("latest", 2);
        resume(savepoint, 1, "latest", parameters);
        Patience.await().until(() -> run.committed("latest") >= COUNT);
        assertThatAllIsThere("latest");
    }

    /**
     * Seen red with Flink's enumerator, which does not find out a second time that there are no
     * more partitions: the job read all and went on waiting.
     */
    @Test
    void oneThatIsToEndEnds() throws Exception {
        broker.createTopic("bounded", 2);
        run.send(GEN, 0, HALF, "bounded", 2);
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("bounded", 2, KafkaRun.readings(GEN, HALF, COUNT))) {
            start("bounded", "?until=latest&group=bounded");
            Patience.await().until(() -> broker.committed("bounded").orElse(0L) == HALF);
            String savepoint = stop();
            resume(savepoint, 2, "bounded", "");
            assertFails("of kafka:.../bounded?until=latest, and this job reads kafka:.../bounded:");
            resume(savepoint, 1, "bounded", "?until=latest");
            transaction.commitTransaction();
        }
        job.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), SECONDS);
        assertThatAllIsThere("bounded");
    }

    /** Partitions that came since hold nothing that was there at the first start. */
    @Test
    void oneThatIsToEndDoesNotReadPartitionsThatWereAddedSince() throws Exception {
        broker.createTopic("more", 1);
        run.send(GEN, 0, HALF, "more", 1);
        try (KafkaProducer<byte[], byte[]> transaction =
                broker.sendUncommitted("more", 1, KafkaRun.readings(GEN, HALF, COUNT))) {
            start("more", "?until=latest&group=more");
            Patience.await().until(() -> broker.committed("more").orElse(0L) == HALF);
            String savepoint = stop();
            broker.addPartitions("more", 2);
            broker.send("more", 1, KafkaRun.readings(GEN, 0, 1).get(0));
            broker.flush();
            transaction.commitTransaction();
            resume(savepoint, 2, "more", "?until=latest");
        }
        job.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), SECONDS);
        assertThatAllIsThere("more");
    }

    /**
     * Seen red without the comparison: they went on and read the first topic. State of another kind
     * failed the job, or it ran and read nothing.
     */
    @Test
    void anotherTopicAnotherEndOrAnotherSourceIsRefused() throws Exception {
        broker.createTopic("asked", 1);
        broker.createTopic("other", 1);
        start("asked", "?group=asked");
        Patience.await().until(() -> broker.committed("asked").isPresent());
        String savepoint = stop();
        resume(savepoint, 1, "other", "");
        assertFails(
                "the state to go on from is of kafka:.../asked, and this job reads"
                        + " kafka:.../other:");
        resume(savepoint, 1, "asked", "?until=latest");
        assertFails("of kafka:.../asked, and this job reads kafka:.../asked?until=latest:");
        StreamExecutionEnvironment env = TestEnvironments.resumedFrom(savepoint, checkpoints, 1);
        run.build(env, GEN, "asked");
        job = env.executeAsync();
        assertFails("of kafka:.../asked, and this job reads gen:...:");
    }

    /**
     * Seen red with the reset strategy of Flink's own initializers: the job went on with the oldest
     * message that was left.
     */
    @Test
    void oneWhoseMessagesWereDeletedBeforeItReadThemFails() throws Exception {
        broker.createTopic("deleted", 2);
        run.send(GEN, 0, HALF, "deleted", 2);
        start("deleted", "");
        Patience.await().until(() -> run.committed("deleted") > 0);
        String savepoint = stop();
        run.send(GEN, HALF, COUNT, "deleted", 2);
        broker.deleteUpTo("deleted", 0, HALF / 2 + 10);
        resume(savepoint, 2, "deleted", "");
        assertFails("OffsetOutOfRangeException");
    }

    private void assertFails(String reason) {
        assertThatThrownBy(
                        () -> job.getJobExecutionResult().get(Patience.LIMIT.toSeconds(), SECONDS))
                .hasStackTraceContaining(reason);
    }

    private void start(String topic, String parameters) throws Exception {
        submit(TestEnvironments.withCheckpointsIn(checkpoints, 2), topic, parameters);
    }

    private void resume(String savepoint, int parallelism, String topic, String parameters)
            throws Exception {
        submit(
                TestEnvironments.resumedFrom(savepoint, checkpoints, parallelism),
                topic,
                parameters);
    }

    private void submit(StreamExecutionEnvironment env, String topic, String parameters)
            throws Exception {
        run.build(env, broker.uri(topic) + parameters, topic);
        job = env.executeAsync();
    }

    private String stop() throws Exception {
        return job.stopWithSavepoint(
                        false, checkpoints.toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private void assertThatAllIsThere(String table) throws Exception {
        StreamExecutionEnvironment env = TestEnvironments.withCheckpointsIn(checkpoints, 1);
        run.build(env, GEN, "clean");
        env.execute();
        assertThat(run.rows(table)).isEqualTo(run.rows("clean"));
        assertThat(database.queryLong("SELECT count(*) FROM " + table + "_late")).isZero();
    }
}
