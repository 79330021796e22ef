package io.oncestream.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.source.generator.GeneratedReadings;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.launcher.ScriptRun;
import io.oncestream.launcher.flink.JobMonitor;
import io.oncestream.launcher.services.KafkaBroker;
import io.oncestream.launcher.services.RabbitMqBroker;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link SecretsITCase}, with the passwords of what is read: brokers that take nobody without
 * one, jobs that have the right one, commands that have a wrong one, and jobs that find a wrong one
 * when they start again.
 */
class SourceSecretsITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PASSWORD = secret();
    private static final String QUEUE_PASSWORD = secret();
    private static final String WRONG_PASSWORD = secret();

    @TempDir private static Path folder;
    @TempDir private static Path secrets;
    private static TestDatabase database;
    private static TestCluster cluster;
    private static ClusterSearch search;

    private static String secret() {
        return "Secret" + UUID.randomUUID().toString().replace("-", "");
    }

    @BeforeAll
    static void start() throws Exception {
        database = PostgresServer.newDatabase();
        search = new ClusterSearch(folder, PASSWORD, QUEUE_PASSWORD, WRONG_PASSWORD);
        cluster =
                TestCluster.start(
                        folder,
                        Map.of(PasswordReference.SOURCE_VARIABLE, QUEUE_PASSWORD),
                        "--slots",
                        "3",
                        "--ha");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    /**
     * Seen red with the settings themselves in place of references to their file: the job that was
     * started again was not refused, although the file had another password by then.
     */
    @Test
    void kafkasPasswordIsInNoFileOrAnswerOfACluster(@TempDir Path brokerFolder) throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(brokerFolder, "flink", PASSWORD)) {
            broker.createTopic("readings", 1);
            for (Reading reading : readings()) {
                broker.send("readings", 0, reading);
            }
            broker.flush();
            Path file = secrets.resolve("kafka.properties");
            Path wrong = secrets.resolve("wrong.properties");
            writeSettings(file, PASSWORD);
            writeSettings(wrong, WRONG_PASSWORD);
            String topic = broker.uri("readings") + "?group=averages";

            assertRefused("Authentication failed", topic, "--source-config", wrong.toString());
            RunningJob job = submit("by_config", topic, "--source-config", file.toString());
            job.awaitRows();
            assertThat(cluster.run("flink", "savepoint", job.id()).code()).isZero();
            writeSettings(file, WRONG_PASSWORD);
            cluster.kill("taskmanager-1");
            assertThat(cluster.startMissing().code()).isZero();
            awaitFailure(job, "Authentication failed");
            search.running(cluster);
            search.assertNothingFound();
            assertThat(cluster.run("flink", "cancel", job.id()).code()).isZero();
        }
    }

    /**
     * Seen red with the password planted in the name of the connection's thread: found in the
     * thread dump that the REST interface gives.
     */
    @Test
    void rabbitMqsPasswordIsInNoFileOrAnswerOfACluster() throws Exception {
        try (RabbitMqBroker broker = RabbitMqBroker.start(SourceSecretsITCase.class)) {
            broker.addUser("reader", QUEUE_PASSWORD);
            String one = broker.queueUri("reader", "one");
            String other = broker.queueUri("reader", "other");
            publish(broker, "one", "other");
            Path file = Files.writeString(secrets.resolve("password"), QUEUE_PASSWORD);
            Path wrong = Files.writeString(secrets.resolve("wrong"), WRONG_PASSWORD);

            assertRefused("refuses user reader", one, "--source-password-file", wrong.toString());
            RunningJob first = submit("one", one, "--source-password-file", file.toString());
            RunningJob second = submit("other", other);
            first.awaitRows();
            second.awaitRows();
            assertThat(cluster.run("flink", "stop", second.id()).code()).isZero();
            // Of a job that has failed nothing stays.
            search.running(cluster);
            Files.writeString(file, WRONG_PASSWORD);
            broker.closeAllConnections();
            awaitFailure(first, "refuses user reader");
            search.running(cluster);
            search.assertNothingFound();
        }
    }

    private static void writeSettings(Path file, String password) throws Exception {
        Properties properties = new Properties();
        properties.putAll(KafkaBroker.settings("flink", password));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
    }

    private static void publish(RabbitMqBroker broker, String... queues) throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            for (String queue : queues) {
                channel.queueDeclare(queue, true, false, false, null);
                for (Reading reading : readings()) {
                    channel.basicPublish("", queue, null, KafkaBroker.json(reading));
                }
            }
            channel.waitForConfirmsOrDie();
        }
    }

    private static List<Reading> readings() {
        return GeneratedReadings.inOrder(GeneratorOptions.of("gen:?keys=5&count=3000")).toList();
    }

    private static List<String> job(String table, String from, String... more) {
        List<String> words =
                new ArrayList<>(
                        List.of("averages", "--from", from, "--key", "key", "--time", "time"));
        words.addAll(List.of("--value", "value", "--to", database.address().url()));
        words.addAll(List.of("--table", table, "--parallelism", "1"));
        words.addAll(List.of("--checkpoint-interval", "500ms"));
        words.addAll(List.of(more));
        return words;
    }

    private static RunningJob submit(String table, String from, String... more) throws Exception {
        String id = cluster.submit(job(table, from, more).toArray(new String[0]));
        return new RunningJob(cluster, database, table, id);
    }

    private static void assertRefused(String why, String from, String... more) throws Exception {
        List<String> words = new ArrayList<>(job("refused", from, more));
        words.add(0, "submit");
        ScriptRun.Ended refused = cluster.run(words.toArray(new String[0]));
        assertThat(refused.code()).as(refused.err()).isNotZero();
        assertThat(refused.err().lines().filter(line -> line.contains(why)))
                .as(refused.err())
                .hasSize(1)
                .allMatch(line -> line.contains(more[0]));
        assertThat(refused.err()).doesNotContain(WRONG_PASSWORD, "\tat ");
    }

    private static void awaitFailure(RunningJob job, String why) throws Exception {
        JobMonitor monitor = new JobMonitor(cluster.rest(), JobID.fromHexString(job.id()));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () ->
                                assertThat(monitor.lastFailure())
                                        .get()
                                        .extracting(JobMonitor.Failure::reason)
                                        .asString()
                                        .contains(why));
    }
}
