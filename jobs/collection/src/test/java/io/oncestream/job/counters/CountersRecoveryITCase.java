package io.oncestream.job.counters;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.FailingRun;
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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
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
            FailingRun run = new FailingRun(folder, broker, random);
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, COMMANDS_A_RUN, env -> build(env, run, broker));
                send(run, random);
                run.awaitFailure();
                send(run, random);
                awaitAllAnswers();
                assertAllAgree();
                run.stop();
            }
        }
    }

    private void build(StreamExecutionEnvironment env, FailingRun run, KafkaBroker broker) {
        CountersOptions options = options(broker);
        CountersJob.Sinks sinks = options.sinks();
        CountersJob.build(
                env,
                options.remember(),
                options.sources(),
                new CountersJob.Sinks(
                        events -> sinks.events().accept(run.failing(events, CounterEvent.class))));
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

    /** Each command once or twice, in its counter's partition. */
    private void send(FailingRun run, Random random) throws Exception {
        for (int i = 0; i < COMMANDS_A_RUN; i++) {
            int counter = random.nextInt(12);
            long amount = random.nextInt(-50, 100);
            String json =
                    "{\"counter\":\"c%d\",\"id\":\"i%d\",\"op\":\"add\",\"amount\":\"%d\",\"time\":\"%s\"}"
                            .formatted(
                                    counter,
                                    sent,
                                    amount,
                                    Instant.parse("2026-01-31T12:00:00Z").plusMillis(sent));
            sent++;
            sums.merge("c" + counter, amount, Long::sum);
            run.send(counter % PARTITIONS, json);
        }
        run.flush();
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
