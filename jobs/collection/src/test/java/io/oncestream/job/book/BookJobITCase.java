package io.oncestream.job.book;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.PostgresServer;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What is shared by jobs that take commands, from a source to the tables. */
class BookJobITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static final String TOPIC = "commands";
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final int COUNT = 2_000;

    @TempDir private Path folder;
    private TestDatabase database;

    @BeforeEach
    void createDatabase() throws Exception {
        database = PostgresServer.newDatabase();
    }

    private JobClient start(String from, String savepoint) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        env.enableCheckpointing(100);
        BookOptions options = new BookOptions();
        String to = database.address().url();
        CommandLines.parse(CommandLines.of(options), "--from", from, "--to", to);
        new BookJob().build(env, options);
        return env.executeAsync();
    }

    private static String json(String account, String id, Instant time, String amount) {
        return "{\"account\":\"%s\",\"id\":\"%s\",\"op\":\"add\",\"time\":\"%s\",\"amount\":%s}"
                .formatted(account, id, time, amount);
    }

    private static String tick(Instant time) {
        return "{\"op\":\"tick\",\"time\":\"%s\"}".formatted(time);
    }

    private List<String> rows(String columns, String table) throws Exception {
        long there =
                database.queryLong(
                        "SELECT count(*) FROM pg_tables WHERE tablename = '" + table + "'");
        return there == 0
                ? List.of()
                : database.query("SELECT " + columns + " FROM " + table + " ORDER BY 1, 2");
    }

    /** Seen red with files that are read side by side: the second began among the first's. */
    @Test
    void commandsOfFilesAreDoneInTheirOrder() throws Exception {
        Path files = Files.createDirectory(folder.resolve("in"));
        for (int file = 0; file < 2; file++) {
            StringBuilder csv = new StringBuilder("account,id,op,time,amount\n");
            for (int row = file * COUNT; row < (file + 1) * COUNT; row++) {
                csv.append("a,%05d,add,%s,1%n".formatted(row, START.plusMillis(row)));
            }
            Files.writeString(files.resolve(file + ".csv"), csv);
        }
        Files.writeString(
                files.resolve("2.json"),
                String.join(
                        "\n",
                        json("a", "00000", START, "1"),
                        json("a", "00001", START, "1"),
                        json("a", "last", START, "-1"),
                        tick(START.plusSeconds(2)),
                        json("", "none", START, "1")));
        start("file:" + files, null).getJobExecutionResult().get();

        List<String> expected =
                IntStream.rangeClosed(1, 2 * COUNT)
                        .mapToObj(
                                number -> "%d|%05d|added|%d".formatted(number, number - 1, number))
                        .toList();
        List<String> answers = rows("number, id, outcome, balance", "book");
        assertThat(answers.subList(0, 2 * COUNT)).isEqualTo(expected);
        assertThat(answers.subList(2 * COUNT, answers.size()))
                .containsExactly("4001|last|invalid|4000");
        assertThat(rows("account, id, op, reason", "book_refused"))
                .containsExactly(
                        "a|00001|add|another command, of 2020-01-01T00:00:00.001Z, has its id"
                                + " already");
        assertThat(rows("position, reason", "book_rejected"))
                .containsExactly("5|account is missing");
    }

    /**
     * Seen red where the end of a subtask passed the shuffle: event time went on to where the other
     * partition was, and behind the stop with drain a command was too old. And with ticks of one
     * partition alone nothing ever is.
     */
    @Test
    void eventTimeWaitsForEachPartitionAndADrainForgetsNothing() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic(TOPIC, 2);
            String from = broker.uri(TOPIC);
            JobClient job = start(from, null);
            send(broker, 0, tick(START.plus(5, ChronoUnit.HOURS)));
            send(broker, 1, json("a", "1", START, "1"));
            send(broker, 1, json("a", "ahead", Instant.now().plusSeconds(60), "1"));
            awaitRows("id, outcome, balance", "book", "1|added|1");
            assertThat(rows("position, reason", "book_rejected"))
                    .singleElement()
                    .asString()
                    .contains("is more than 1s ahead of now");
            String savepoint =
                    job.stopWithSavepoint(
                                    true,
                                    folder.resolve("savepoints").toUri().toString(),
                                    SavepointFormatType.CANONICAL)
                            .get();

            JobClient resumed = start(from, savepoint);
            send(broker, 1, json("a", "1", START, "1"));
            send(broker, 1, json("a", "2", START, "1"));
            awaitRows("id, outcome, balance", "book", "1|added|1", "2|added|2");
            send(broker, 0, tick(START.plus(5, ChronoUnit.HOURS)));
            send(broker, 1, tick(START.plus(5, ChronoUnit.HOURS)));
            Patience.await()
                    .until(
                            () -> {
                                send(broker, 1, json("a", "2", START, "1"));
                                return !rows("id, time", "book_refused").isEmpty();
                            });
            resumed.cancel().get();
            assertThat(rows("id, outcome, balance", "book")).hasSize(2);
        }
    }

    private void awaitRows(String columns, String table, String... expected) throws Exception {
        Patience.await().until(() -> rows(columns, table).size() >= expected.length);
        assertThat(rows(columns, table)).containsExactly(expected);
    }

    private static void send(KafkaBroker broker, int partition, String message) throws Exception {
        broker.send(TOPIC, partition, null, message.getBytes(UTF_8)).get();
    }
}
