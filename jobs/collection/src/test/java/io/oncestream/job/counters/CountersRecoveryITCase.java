package io.oncestream.job.counters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.job.averages.TestEnvironments;
import io.oncestream.kit.FailsOnce;
import io.oncestream.state.counter.CounterEvent;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job over three databases, with failures, at 2, 4 and 1 subtasks. */
class CountersRecoveryITCase {
    private static final int PARTITIONS = 2;
    private static final int COMMANDS_A_RUN = 400;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    private final Map<String, Long> sums = new TreeMap<>();
    private final List<TestDatabase> databases = new ArrayList<>();
    private int sent;

    /** Each command is counted and answered once, and all databases have the same in the end. */
    @ParameterizedTest
    @ValueSource(longs = 1)
    void eachCommandIsCountedOnceAndAllDatabasesAgree(long seed) throws Exception {
        Random random = new Random(seed);
        databases.add(DatabaseKind.POSTGRES.newDatabase());
        databases.add(DatabaseKind.MARIADB.newDatabase());
        databases.add(DatabaseKind.POSTGRES.newDatabase());
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", PARTITIONS);
            String savepoint = null;
            for (int parallelism : new int[] {2, 4, 1}) {
                JobClient job = startToFail(broker, savepoint, parallelism, random);
                send(broker, random);
                awaitFailure(job);
                send(broker, random);
                awaitAllAnswers();
                assertAllAgree();
                savepoint = stop(job);
            }
        }
    }

    /** Of the test's making: with any other the job has ended. */
    private static void awaitFailure(JobClient job) throws Exception {
        Patience.await()
                .until(
                        () ->
                                FailsOnce.hasFailed()
                                        || job.getJobStatus().get().isGloballyTerminalState());
        if (!FailsOnce.hasFailed()) {
            job.getJobExecutionResult().get();
        }
    }

    private JobClient startToFail(
            KafkaBroker broker, @Nullable String savepoint, int parallelism, Random random)
            throws Exception {
        boolean atRecords = random.nextBoolean();
        FailsOnce.in(1 + random.nextInt(atRecords ? COMMANDS_A_RUN : 6));
        StreamExecutionEnvironment env =
                savepoint == null
                        ? TestEnvironments.withCheckpointsIn(folder, parallelism)
                        : TestEnvironments.resumedFrom(savepoint, folder, parallelism);
        CountersOptions options = options(broker);
        CountersJob.Sinks sinks = options.sinks();
        CountersJob.build(
                env,
                options.remember(),
                options.sources(),
                new CountersJob.Sinks(
                        events ->
                                sinks.events()
                                        .accept(
                                                FailsOnce.append(
                                                        events,
                                                        atRecords,
                                                        !atRecords,
                                                        CounterEvent.class))));
        return env.executeAsync();
    }

    private CountersOptions options(KafkaBroker broker) {
        List<String> arguments = new ArrayList<>(List.of("--from", broker.uri("commands")));
        for (TestDatabase database : databases) {
            arguments.addAll(List.of("--to", database.address().url()));
        }
        CountersOptions options = new CountersOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    private String stop(JobClient job) throws Exception {
        return Patience.await()
                // Such as that the job is restarting.
                .ignoreExceptions()
                .until(
                        () ->
                                job.stopWithSavepoint(
                                                false,
                                                folder.resolve("savepoints").toUri().toString(),
                                                SavepointFormatType.CANONICAL)
                                        .get(),
                        path -> true);
    }

    /** Each command once or twice, in its counter's partition. */
    private void send(KafkaBroker broker, Random random) throws Exception {
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < COMMANDS_A_RUN; i++) {
            int counter = random.nextInt(12);
            long amount = random.nextInt(-50, 100);
            byte[] json =
                    "{\"counter\":\"c%d\",\"id\":\"i%d\",\"op\":\"add\",\"amount\":\"%d\",\"time\":\"%s\"}"
                            .formatted(
                                    counter,
                                    sent,
                                    amount,
                                    Instant.parse("2026-01-31T12:00:00Z").plusMillis(sent))
                            .getBytes(UTF_8);
            sent++;
            sums.merge("c" + counter, amount, Long::sum);
            for (int times = random.nextInt(4) == 0 ? 2 : 1; times > 0; times--) {
                sending.add(broker.send("commands", counter % PARTITIONS, null, json));
            }
        }
        for (Future<?> each : sending) {
            each.get();
        }
    }

    private void awaitAllAnswers() {
        for (TestDatabase database : databases) {
            Patience.await()
                    .ignoreExceptions() // the tables are not there yet
                    .until(
                            () ->
                                    database.queryLong("SELECT COUNT(*) FROM counters_answers")
                                            == sent);
        }
    }

    private void assertAllAgree() throws Exception {
        List<String> expected = new ArrayList<>();
        sums.forEach((counter, sum) -> expected.add(counter + "|" + sum));
        String answers = "SELECT id, counter, n, version, place, outcome FROM counters_answers";
        List<String> first = databases.get(0).query(answers + " ORDER BY counter, version, place");
        assertThat(first)
                .extracting(row -> row.substring(0, row.indexOf('|')))
                .doesNotHaveDuplicates();
        for (TestDatabase database : databases) {
            assertThat(database.query("SELECT counter, n FROM counters"))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(database.query(answers)).containsExactlyInAnyOrderElementsOf(first);
        }
    }
}
