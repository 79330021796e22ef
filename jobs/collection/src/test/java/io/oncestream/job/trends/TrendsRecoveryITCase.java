package io.oncestream.job.trends;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.cli.CommandLines;
import io.oncestream.kit.FailingRun;
import io.oncestream.kit.FailsOnce;
import io.oncestream.kit.TestEnvironments;
import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.TrendEvent;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FlinkCluster;
import io.oncestream.testing.KafkaBroker;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job with failures at random points, at 2, 4 and 1 subtasks one after the other. */
class TrendsRecoveryITCase {

    private static final List<String> TABLES =
            List.of(
                    "SELECT * FROM trending ORDER BY category, window_end, rank",
                    "SELECT * FROM related ORDER BY item, rank",
                    "SELECT \"user\", item, category, time, score FROM pushes"
                            + " ORDER BY time, \"user\", item",
                    "SELECT count(*) FROM trends_late",
                    "SELECT count(*) FROM trends_rejected");

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path folder;

    /** To the last bit, since nobody adds floating-point numbers in the order of arrival. */
    @ParameterizedTest
    @ValueSource(longs = 3)
    void theTablesAreThoseOfARunWithoutFailures(long seed) throws Exception {
        Random random = new Random(seed);
        Shop shop = new Shop(random);
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        try (KafkaBroker broker = KafkaBroker.start(folder.resolve("kafka"))) {
            broker.createTopic("commands", 2);
            TrendsOptions options = options(broker, database);
            FailingRun run = new FailingRun(folder, broker, random);
            for (int parallelism : new int[] {2, 4, 1}) {
                run.start(parallelism, 20, env -> build(env, options, run));
                List<TrendEvent> day = shop.day(9);
                send(day.subList(0, day.size() / 2), random, run);
                run.awaitFailure();
                send(day.subList(day.size() / 2, day.size()), random, run);
                close(shop, random, run);
                awaitBells(database, shop);
                run.stop();
            }
            List<List<String>> tables = tables(database);
            assertThat(tables.get(0)).hasSizeGreaterThan(20);
            assertThat(tables.get(1)).hasSizeGreaterThan(100);
            assertThat(tables.get(2)).hasSizeGreaterThan(20);
            assertThat(tables.subList(3, 5)).containsOnly(List.of("0"));
            assertThat(tables).isEqualTo(cleanRun(broker, tables));
        }
    }

    /** One subtask, from the beginning; returns the tables when they stop growing to the others. */
    private List<List<String>> cleanRun(KafkaBroker broker, List<List<String>> expected)
            throws Exception {
        TestDatabase database = DatabaseKind.POSTGRES.newDatabase();
        FailsOnce.never();
        StreamExecutionEnvironment env =
                TestEnvironments.withCheckpointsIn(folder.resolve("clean"), 1);
        TrendsOptions options = options(broker, database);
        TrendsJob.build(env, options.config(), options.sources(), options.sinks());
        JobClient job = env.executeAsync();
        try {
            Patience.await()
                    .ignoreExceptionsMatching(e -> String.valueOf(e).contains("does not exist"))
                    .untilAsserted(() -> assertThat(tables(database)).isEqualTo(expected));
            return tables(database);
        } finally {
            job.cancel().get();
        }
    }

    private void build(StreamExecutionEnvironment env, TrendsOptions options, FailingRun run) {
        TrendsJob.Sinks sinks = options.sinks();
        TrendsJob.build(
                env,
                options.config(),
                options.sources(),
                new TrendsJob.Sinks(
                        rows -> sinks.trending().accept(run.failing(rows, RisingItem.class)),
                        rows -> sinks.related().accept(run.failing(rows, RelatedItem.class)),
                        rows -> sinks.pushes().accept(run.failing(rows, Push.class)),
                        sinks.rejected(),
                        sinks.late()));
    }

    private static TrendsOptions options(KafkaBroker broker, TestDatabase database) {
        List<String> arguments = new ArrayList<>(List.of("--from", broker.uri("commands")));
        for (String column : List.of("item", "time", "category", "user", "basket", "weight")) {
            arguments.addAll(List.of("--" + column, column));
        }
        arguments.addAll(List.of("--out-of-order", "10s", "--idle-after", "1h"));
        arguments.addAll(List.of("--window", "1m", "--half-life", "5m", "--gap", "20s"));
        arguments.addAll(List.of("--related-half-life", "1h", "--to", database.address().url()));
        TrendsOptions options = new TrendsOptions();
        CommandLines.parse(CommandLines.of(options), arguments.toArray(String[]::new));
        return options;
    }

    private static void send(List<TrendEvent> events, Random random, FailingRun run)
            throws Exception {
        for (TrendEvent event : events) {
            run.send(random.nextInt(2), json(event));
        }
        run.flush();
    }

    private static void close(Shop shop, Random random, FailingRun run) throws Exception {
        send(shop.bells(), random, run);
        for (int partition = 0; partition < 2; partition++) {
            run.send(partition, json(shop.closing()));
        }
        run.flush();
    }

    private static String json(TrendEvent event) {
        return """
        {"item":"%s","time":"%s","category":"%s","user":%s,"basket":%s,"weight":%d}\
        """
                .formatted(
                        event.item(),
                        event.time(),
                        event.category(),
                        quoted(event.user()),
                        quoted(event.basket()),
                        event.weight());
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : "\"" + text + "\"";
    }

    /** When the day's last window has its rows, all that comes with it has been before a stop. */
    private static void awaitBells(TestDatabase database, Shop shop) {
        String bells =
                "SELECT count(*) FROM trending WHERE category = 'bells' AND window_end = '%s'"
                        .formatted(shop.lastEnd());
        Patience.await()
                .ignoreExceptionsMatching(e -> String.valueOf(e).contains("does not exist"))
                .untilAsserted(() -> assertThat(database.queryLong(bells)).isEqualTo(1));
    }

    private static List<List<String>> tables(TestDatabase database) throws SQLException {
        List<List<String>> tables = new ArrayList<>();
        for (String table : TABLES) {
            tables.add(database.query(table));
        }
        return tables;
    }
}
