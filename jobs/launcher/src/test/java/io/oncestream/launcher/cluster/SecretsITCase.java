package io.oncestream.launcher.cluster;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.RabbitMqBroker;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The passwords of the database, of a Kafka broker and of a RabbitMQ, given by file, by
 * configuration and by environment, and wrong ones, are searched for in all that a real cluster
 * leaves on disk and answers: logs, job graphs in the storage of high availability, ZooKeeper's
 * data, checkpoints, savepoints, the uploaded jars, what the commands printed, and Flink's REST
 * interface.
 *
 * <p>All tests share the cluster and leave on it what they made: the search, behind the last of
 * them, is for all secrets at once, and what it finds is a failure of the class. The order only
 * saves time: RabbitMQ's job has a minute to go until it fails, and would begin it anew when the
 * TaskManager is killed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsITCase {

    private static final String GENERATOR = "gen:?keys=5&rate=500";
    private static final String[] COLUMNS = {"--key", "key", "--time", "time", "--value", "value"};

    private static final String DATABASE = secret();
    private static final String DATABASE_WRONG = secret();
    private static final String KAFKA = secret();
    private static final String KAFKA_WRONG = secret();
    private static final String RABBITMQ = secret();
    private static final String RABBITMQ_WRONG = secret();

    @TempDir private static Path folder;
    @TempDir private static Path secrets;
    @TempDir private static Path brokerFolder;

    /** What the jobs need while they run, the last one first. */
    private static final Deque<AutoCloseable> servers = new ArrayDeque<>();

    private static SecretsCluster cluster;

    /** Asks RabbitMQ for a minute, and then fails. */
    private static @Nullable RunningJob refused;

    private static String secret() {
        return "Secret" + UUID.randomUUID().toString().replace("-", "");
    }

    @BeforeAll
    static void start() throws Exception {
        PasswordDatabase database = PasswordDatabase.start(secrets, DATABASE);
        servers.push(database);
        cluster =
                SecretsCluster.start(
                        folder,
                        database,
                        Map.of(
                                PasswordReference.DEFAULT_VARIABLE,
                                DATABASE,
                                PasswordReference.SOURCE_VARIABLE,
                                RABBITMQ),
                        DATABASE,
                        DATABASE_WRONG,
                        KAFKA,
                        KAFKA_WRONG,
                        RABBITMQ,
                        RABBITMQ_WRONG);
    }

    @AfterAll
    static void noSecretIsInAnyFileOrAnswerOfTheCluster() throws Exception {
        try {
            if (refused != null) {
                cluster.awaitEnd(refused, "refuses user reader");
            }
            cluster.searchAll();
        } finally {
            for (AutoCloseable server : servers) {
                server.close();
            }
        }
    }

    private static String file(String name, String content) throws Exception {
        return Files.writeString(secrets.resolve(name), content).toString();
    }

    /**
     * Red with the password planted as the name of a table: the search behind all tests found it in
     * the execution plan that high availability stores, in checkpoints, logs and answers of the
     * REST interface.
     */
    @Test
    @Order(3)
    void theDatabasesPassword() throws Exception {
        String wrong = file("wrong", DATABASE_WRONG + "\n");
        RunningJob byFile =
                cluster.submit(
                        "by_file", GENERATOR, "--password-file", file("password", DATABASE + "\n"));
        cluster.submit("by_environment", GENERATOR);
        cluster.assertRefused(
                List.of("password authentication failed"), GENERATOR, "--password-file", wrong);
        RunningJob failed = cluster.submitByFlink("refused", GENERATOR, "--password-file", wrong);
        cluster.awaitEnd(failed, "password authentication failed");
        cluster.stop(byFile);
    }

    /**
     * Seen red with the settings themselves in place of references to their file: the job that was
     * started again was not refused, although the file had another password by then.
     */
    @Test
    @Order(1)
    void kafkasPassword() throws Exception {
        KafkaBroker broker = KafkaBroker.start(brokerFolder, "flink", KAFKA);
        servers.push(broker);
        broker.createTopic("readings", 1);
        readings().forEach(reading -> broker.send("readings", 0, reading));
        broker.flush();
        Path settings = writeSettings(secrets.resolve("kafka.properties"), KAFKA);
        Path wrong = writeSettings(secrets.resolve("wrong.properties"), KAFKA_WRONG);
        String topic = broker.uri("readings") + "?group=averages";

        cluster.assertRefused(
                List.of("Authentication failed", "--source-config"),
                topic,
                columns("--source-config", wrong));
        RunningJob job =
                cluster.submitByWebUi("by_config", topic, columns("--source-config", settings));
        job.takeSavepoint();
        writeSettings(settings, KAFKA_WRONG);
        cluster.replaceTaskManager();
        cluster.awaitFailure(job, "Authentication failed");
    }

    private static String[] columns(String option, Path file) {
        return Stream.concat(Stream.of(COLUMNS), Stream.of(option, file.toString()))
                .toArray(String[]::new);
    }

    private static Path writeSettings(Path file, String password) throws Exception {
        Properties properties = new Properties();
        properties.putAll(KafkaBroker.settings("flink", password));
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    /**
     * Seen red with the password planted in the name of the connection's thread: found in the
     * thread dump that the REST interface gives.
     */
    @Test
    @Order(2)
    void rabbitMqsPassword() throws Exception {
        RabbitMqBroker broker = RabbitMqBroker.start(SecretsITCase.class);
        servers.push(broker);
        broker.addUser("reader", RABBITMQ);
        publish(broker, "one", "other");
        String one = broker.queueUri("reader", "one");
        Path file = Path.of(file("queue", RABBITMQ));
        Path wrong = Path.of(file("queue-wrong", RABBITMQ_WRONG));

        cluster.assertRefused(
                List.of("refuses user reader", "--source-password-file"),
                one,
                columns("--source-password-file", wrong));
        RunningJob first =
                cluster.submitByWebUi(
                        "queue_by_file", one, columns("--source-password-file", file));
        RunningJob second =
                cluster.submitByWebUi(
                        "queue_by_environment", broker.queueUri("reader", "other"), COLUMNS);
        second.takeSavepoint();
        cluster.searchFiles();
        Files.writeString(file, RABBITMQ_WRONG);
        broker.closeAllConnections();
        cluster.awaitLogged("Tries again in \\d+ ms: RabbitMQ .* refuses user reader");
        refused = first;
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
        return GeneratedRecords.inOrder(
                        GeneratorOptions.of("gen:?keys=5&count=3000", new ReadingSequences()))
                .toList();
    }
}
