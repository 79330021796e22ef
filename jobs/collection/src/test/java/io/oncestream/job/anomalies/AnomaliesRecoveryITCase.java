package io.oncestream.job.anomalies;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.FailingRun;
import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job with failures at random points, at 2, 4 and 1 subtasks one after the other. */
class AnomaliesRecoveryITCase {

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    private static final List<String> KEYS = List.of("a", "b", "c");

    @TempDir private Path folder;

    private int minute;

    /**
     * All tables are, to the last bit, those of lists that nothing disturbs; with room for the
     * forests of one key alone.
     */
    @ParameterizedTest
    @ValueSource(longs = 5)
    void theTablesAreThoseOfARunWithoutFailures(long seed) throws Exception {
        Random random = new Random(seed);
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", 1);
            AnomaliesOptions options = options(broker, database);
            Series undisturbed = new Series(options.config());
            FailingRun run = new FailingRun(folder, broker, random);
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, 100, env -> build(env, options, run));
                send(undisturbed, run, random);
                run.awaitFailure();
                send(undisturbed, run, random);
                awaitTables(undisturbed, database);
                run.stop();
            }
            assertThat(undisturbed.stores.get("a").forests).isNotEmpty();
            assertThat(undisturbed.odd()).isNotEmpty();
            assertThat(undisturbed.late).isNotEmpty();
        }
    }

    /** Fifty minutes of three sensors, one of which is hot now and then. */
    private void send(Series undisturbed, FailingRun run, Random random) throws Exception {
        int start = minute;
        // A key after the other: at each change the forests of one are made of its state.
        for (String key : KEYS) {
            for (minute = start; minute < start + 50; minute++) {
                boolean isHot = random.nextInt(3) == 0;
                double value = (isHot ? 30 : 5) + random.nextGaussian();
                boolean isLate = random.nextInt(50) == 0;
                Measurement measured =
                        new Measurement(
                                key,
                                Series.at(isLate ? minute - 1 : minute),
                                List.of(random.nextInt(100) == 0 ? 1_000 : value),
                                isHot ? "hot" : "cold");
                // What comes again is late.
                for (int times = run.send(0, json(measured)); times > 0; times--) {
                    undisturbed.take(measured);
                }
            }
        }
        run.flush();
    }

    private static String json(Measurement measured) {
        return "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s,\"label\":\"%s\"}"
                .formatted(
                        measured.key(),
                        measured.time(),
                        measured.values().get(0),
                        measured.label());
    }

    private void build(StreamExecutionEnvironment env, AnomaliesOptions options, FailingRun run) {
        AnomaliesJob.Sinks sinks = options.sinks();
        AnomaliesJob.build(
                env,
                options.config(),
                options.sources(),
                new AnomaliesJob.Sinks(
                        anomalies ->
                                sinks.anomalies().accept(run.failing(anomalies, Anomaly.class)),
                        sinks.forecasts(),
                        sinks.predictions(),
                        sinks.models(),
                        sinks.late(),
                        sinks.rejected()));
    }

    private static AnomaliesOptions options(KafkaBroker broker, TestDatabase database) {
        AnomaliesOptions options = new AnomaliesOptions();
        CommandLines.parse(
                CommandLines.of(options),
                ("--key key --time time --values value --label label --all --forests 1"
                                + " --forecast 12 --season 24 --from "
                                + broker.uri("commands")
                                + " --to "
                                + database.address().url())
                        .split(" ", -1));
        return options;
    }

    private static void awaitTables(Series undisturbed, TestDatabase database) {
        Patience.await()
                .ignoreExceptionsMatching(e -> String.valueOf(e).contains("does not exist"))
                .untilAsserted(
                        () -> {
                            isIn(
                                    database,
                                    "SELECT key, score, grade, value, expected FROM anomalies",
                                    undisturbed.anomalies.stream()
                                            .map(
                                                    each ->
                                                            row(
                                                                    each.key(),
                                                                    each.score(),
                                                                    each.grade(),
                                                                    each.value(),
                                                                    each.expected())));
                            isIn(
                                    database,
                                    "SELECT key, step, value, lower, upper FROM forecasts",
                                    undisturbed.forecasts.stream()
                                            .map(
                                                    each ->
                                                            row(
                                                                    each.key(),
                                                                    each.step(),
                                                                    each.value(),
                                                                    each.lower(),
                                                                    each.upper())));
                            isIn(
                                    database,
                                    "SELECT key, label, probability, actual, version FROM"
                                            + " predictions",
                                    undisturbed.predictions.stream()
                                            .map(
                                                    each ->
                                                            row(
                                                                    each.key(),
                                                                    each.label(),
                                                                    each.probability(),
                                                                    each.actual(),
                                                                    each.version())));
                            isIn(
                                    database,
                                    "SELECT key, label FROM anomalies_late",
                                    undisturbed.late.stream()
                                            .map(each -> row(each.key(), each.label())));
                        });
    }

    private static String row(Object... values) {
        return Stream.of(values)
                .map(String::valueOf)
                .map(AnomaliesRecoveryITCase::spelled)
                .collect(joining("|"));
    }

    /** Numbers as Java writes them: databases write the same ones otherwise. */
    private static String spelled(String field) {
        return field.matches("-?[0-9].*") ? Double.toString(Double.parseDouble(field)) : field;
    }

    private static void isIn(TestDatabase database, String query, Stream<String> rows)
            throws SQLException {
        assertThat(database.query(query))
                .map(row -> row((Object[]) row.split("\\|", -1)))
                .containsExactlyInAnyOrderElementsOf(rows.toList());
    }
}
