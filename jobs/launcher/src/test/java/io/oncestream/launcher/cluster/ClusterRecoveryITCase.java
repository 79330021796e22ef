package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.launcher.ScriptRun;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes are killed, or the job is stopped and resumed, between its first committed rows
 * and its end: the table equals that of a run in which nothing happened, to the last bit.
 */
class ClusterRecoveryITCase {

    private static final long READINGS = 120_000;
    private static final String GENERATOR = "gen:?keys=50&count=%d&seed=7".formatted(READINGS);
    // Only the pace differs: 8 seconds, in which the kill and commits before and behind it fit.
    private static final String PACED = GENERATOR + "&rate=15000";
    // Here the readings go on while the job recovers.
    private static final String SLOW = GENERATOR + "&rate=10000";
    // Here a command has to start and to be answered before the last of them.
    private static final String SLOWEST = GENERATOR + "&rate=2000";
    private static final long WINDOWS = 50 * READINGS / 1000;
    private static final String[] COLUMNS = {
        "--key", "key", "--time", "time", "--value", "value", "--weight", "weight"
    };

    @TempDir private static Path folder;
    private static TestDatabase database;
    private static TestCluster cluster;
    private static UploadedJar jar;

    @BeforeAll
    static void startAndComputeTheExpectedTable() throws Exception {
        database = PostgresServer.newDatabase();
        cluster = TestCluster.start(folder, "--taskmanagers", "2", "--slots", "2", "--ha");
        jar = UploadedJar.on(cluster);
        run("expected", GENERATOR, "--parallelism", "1").awaitFinished();
        assertThat(database.queryLong("SELECT sum(count) FROM expected")).isEqualTo(READINGS);
        assertThat(database.queryLong("SELECT count(*) FROM expected")).isEqualTo(WINDOWS);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    /**
     * The same kill as of the job that reads Kafka.
     *
     * <p>Seen red with the sink's marker ignored: the ledger counted 16,000 rows for 15,000.
     */
    @Test
    @Tag("matrix")
    void theTaskManagerOfTheJobIsKilled() throws Exception {
        RunningJob job = start("killed_taskmanager");
        kill(job, job.taskManagers());
        assertSameAsExpected(job, "killed_taskmanager");
    }

    /** ChaosITCase has this kill, too. */
    @Test
    @Tag("matrix")
    void theLeadingJobManagerIsKilled() throws Exception {
        RunningJob job = start("killed_jobmanager");
        kill(job, Set.of(cluster.leader()));
        assertSameAsExpected(job, "killed_jobmanager");
    }

    /** Both kinds of kill are tried by the tests above, and together by ChaosITCase. */
    @Test
    @Tag("matrix")
    void bothAreKilled() throws Exception {
        RunningJob job = start("killed_both");
        Set<String> processes = new TreeSet<>(job.taskManagers());
        processes.add(cluster.leader());
        kill(job, processes);
        assertSameAsExpected(job, "killed_both");
    }

    @Test
    void theJobIsStoppedWithASavepointAndResumedAtAnotherParallelism() throws Exception {
        RunningJob job = start("rescaled", SLOWEST);
        ScriptRun.Ended stopped = cluster.run("flink", "stop", job.id());
        assertThat(stopped.code()).as(stopped.err()).isZero();
        long rows = job.rows();
        assertThat(rows).isBetween(1L, WINDOWS - 1);
        Matcher savepoint = Pattern.compile("Path: (\\S+)").matcher(stopped.out());
        assertThat(savepoint.find()).as(stopped.out()).isTrue();
        List<String> words = new ArrayList<>(job(GENERATOR, "rescaled"));
        words.addAll(List.of("--parallelism", "3", "--resume", savepoint.group(1)));
        words.add(0, "averages");
        String resumed = cluster.submit(words.toArray(new String[0]));
        RunningJob rescaled = new RunningJob(cluster, database, "rescaled", resumed);
        assertSameAsExpected(rescaled, "rescaled");
    }

    /**
     * Readings come while the job runs, is killed and recovers. Seen red with the sink's marker
     * ignored: the ledger counted 12,650 rows for 12,000.
     */
    @Test
    void theTaskManagerOfAJobThatReadsKafkaIsKilled(@TempDir Path brokerFolder) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(brokerFolder)) {
            broker.createTopic("readings", 2);
            String topic = broker.uri("readings");
            RunningJob job = submit("killed_kafka", topic, COLUMNS);
            try (ScriptRun produce = produce(topic)) {
                job.awaitRows();
                assertThat(produce.isAlive()).as("more is to come").isTrue();
                kill(job, job.taskManagers());
                ScriptRun.Ended ended = produce.await();
                assertThat(ended.code()).as(ended.err()).isZero();
            }
            closeWindows(broker, "readings", 2);
            job.awaitRows(WINDOWS);
            assertThat(cluster.run("flink", "stop", job.id()).code()).isZero();
            assertSameAsExpected(job, "killed_kafka");
            assertThat(database.queryLong("SELECT count(*) FROM killed_kafka_late")).isZero();
        }
    }

    private static ScriptRun produce(String topic) throws Exception {
        return ScriptRun.start(
                TestCluster.SCRIPT, folder, "produce", "--from", SLOW, "--to", topic);
    }

    /** Behind all of them: an unbounded job keeps the last windows open. */
    private static void closeWindows(KafkaBroker broker, String topic, int partitions)
            throws Exception {
        Instant behind = Instant.parse("2021-01-01T00:00:00Z");
        for (int partition = 0; partition < partitions; partition++) {
            broker.send(topic, partition, new Reading("last", behind, 0, 0));
        }
        broker.flush();
    }

    private static List<String> job(String from, String table) {
        return List.of(
                "--from",
                from,
                "--to",
                database.address().url(),
                "--table",
                table,
                "--checkpoint-interval",
                "1s");
    }

    /** A job at parallelism 2 that has committed rows and has more to come. */
    private static RunningJob start(String table) throws Exception {
        return start(table, PACED);
    }

    private static RunningJob start(String table, String from) throws Exception {
        RunningJob job = submit(table, from);
        job.awaitRows();
        assertThat(job.rows()).isBetween(1L, WINDOWS - 1);
        return job;
    }

    private static RunningJob submit(String table, String from, String... more) throws Exception {
        // What an earlier test killed.
        ScriptRun.Ended complete = cluster.startMissing();
        assertThat(complete.code()).as(complete.err()).isZero();
        List<String> words = new ArrayList<>(List.of("--parallelism", "2"));
        words.addAll(List.of(more));
        return run(table, from, words.toArray(new String[0]));
    }

    private static RunningJob run(String table, String from, String... more) throws Exception {
        List<String> words = new ArrayList<>(job(from, table));
        words.addAll(List.of(more));
        return new RunningJob(cluster, database, table, jar.run(words));
    }

    private static void kill(RunningJob job, Set<String> processes) throws Exception {
        long epoch = job.lastEpoch();
        long start = System.nanoTime();
        for (String process : processes) {
            cluster.kill(process);
        }
        job.awaitCommitAfter(epoch);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "recovery: %.1f s from the kill of %s to the next commit%n",
                seconds,
                String.join(" and ", processes));
        assertThat(job.rows()).as("commits before the end of the job").isLessThan(WINDOWS);
    }

    private static void assertSameAsExpected(RunningJob job, String table) throws Exception {
        job.awaitFinished();
        assertThat(database.queryLong("SELECT count(*) FROM " + table)).isEqualTo(WINDOWS);
        assertThat(job.rowsInLedger()).as("each row was committed once").isEqualTo(WINDOWS);
        assertThat(database.query("TABLE expected EXCEPT TABLE " + table)).isEmpty();
        assertThat(database.query("TABLE " + table + " EXCEPT TABLE expected")).isEmpty();
    }
}
