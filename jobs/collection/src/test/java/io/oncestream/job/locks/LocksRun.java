package io.oncestream.job.locks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.command.Command;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * The lock service between a topic of two partitions and a database, as the command line draws it.
 *
 * @param name of the topic, and of the table of resources
 */
record LocksRun(KafkaBroker broker, TestDatabase database, Path folder, String name) {
    private static final int PARTITIONS = 2;

    LocksRun {
        try {
            broker.createTopic(name, PARTITIONS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The options, as they are given. */
    LocksOptions options() {
        LocksOptions options = new LocksOptions();
        CommandLines.parse(
                CommandLines.of(options),
                "--from",
                broker.uri(name),
                "--to",
                database.address().url(),
                "--table",
                name);
        return options;
    }

    StreamExecutionEnvironment environment(@Nullable String savepoint, int parallelism) {
        return savepoint == null
                ? TestEnvironments.withCheckpointsIn(folder, parallelism)
                : TestEnvironments.resumedFrom(savepoint, folder, parallelism);
    }

    JobClient start(@Nullable String savepoint, int parallelism) throws Exception {
        StreamExecutionEnvironment env = environment(savepoint, parallelism);
        new LocksJob(() -> Instant.EPOCH).build(env, options());
        return env.executeAsync();
    }

    String stop(JobClient job, boolean drain) throws Exception {
        return job.stopWithSavepoint(
                        drain,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get();
    }

    void send(int partition, Command command) throws Exception {
        post(partition, command).get();
    }

    /** Without waiting for it to arrive; it comes behind what was sent before. */
    Future<?> post(int partition, Command command) {
        String fields =
                command.fields().entrySet().stream()
                        .map(field -> ",\"%s\":\"%s\"".formatted(field.getKey(), field.getValue()))
                        .collect(Collectors.joining());
        return post(
                partition,
                "{\"domain\":\"%s\",\"id\":\"%s\",\"op\":\"%s\",\"time\":\"%s\"%s}"
                        .formatted(
                                command.key(), command.id(), command.op(), command.time(), fields));
    }

    void send(int partition, String message) throws Exception {
        post(partition, message).get();
    }

    private Future<?> post(int partition, String message) {
        return broker.send(name, partition, null, message.getBytes(UTF_8));
    }

    /** In each partition: the watermark comes to the millisecond before. */
    void tick(Instant time) throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(partition, "{\"op\":\"tick\",\"time\":\"%s\"}".formatted(time));
        }
    }

    List<String> rows(String columns, String suffix, String order) throws Exception {
        return database.query(
                "SELECT %s FROM %s ORDER BY %s".formatted(columns, name + suffix, order));
    }

    /** What has been answered, in the order of the domain, once it is so much. */
    List<String> answers(int count) throws Exception {
        awaitAnswers(count);
        List<String> answers = rows("owner, op, outcome, resource", "_answers", "domain, number");
        assertThat(answers).hasSize(count);
        return answers;
    }

    void awaitAnswers(int count) {
        await("_answers", count);
    }

    boolean hasAnswers(int count) throws Exception {
        return count("_answers") >= count;
    }

    /** Until a table has so many rows, or more. */
    void await(String suffix, int count) {
        Patience.await().until(() -> count(suffix) >= count);
    }

    private long count(String suffix) throws Exception {
        String table = name + suffix;
        long there =
                database.queryLong(
                        "SELECT count(*) FROM information_schema.tables WHERE table_name = '"
                                + table
                                + "'");
        return there == 0 ? 0 : database.queryLong("SELECT count(*) FROM " + table);
    }
}
