package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.MariaDbRows.Row;
import io.oncestream.connector.jdbc.ledger.Lineage;
import io.oncestream.connector.jdbc.ledger.SinkAttempt;
import io.oncestream.testing.MariaDbServer;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start has to mind in MariaDB. */
class MariaDbStartITCase {
    private TestDatabase database;
    private MariaDbRows rows;

    @BeforeEach
    void createDatabase() throws Exception {
        database = MariaDbServer.newDatabase();
        rows = new MariaDbRows(database);
    }

    @Test
    void aTableWithoutTransactionsIsRefused() throws Exception {
        database.execute(
                "CREATE TABLE t (name varchar(512) COLLATE utf8mb4_nopad_bin PRIMARY KEY)"
                        + " ENGINE = Aria");
        assertThatThrownBy(() -> rows.write(MariaDbRows.named("a")))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t is stored by Aria, which knows no transactions");
    }

    /** Red without the check: the second row replaced the first one's, of another key. */
    @Test
    void anUpsertIsRefusedWhereAnotherUniqueKeyWouldDecide() throws Exception {
        rows.write(new Row("a", 1.0, null, null));
        rows.forgetTheFirstRun();
        database.execute("ALTER TABLE t ADD UNIQUE KEY rival (number)");
        assertThatThrownBy(() -> rows.write(new Row("b", 1.0, null, null)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("its unique key rival");
    }

    /**
     * Data definitions commit in MariaDB, so a start may break off between any two of them. Red
     * with a table that is created without IF NOT EXISTS.
     */
    @Test
    void aStartThatBrokeOffAfterAnyOfItsTablesIsMadeGoodByTheNext() throws Exception {
        rows.write(MariaDbRows.named("a"));
        List<String> tables =
                List.of(
                        "oncestream_starts",
                        "oncestream_sinks",
                        "oncestream_rewinds",
                        "oncestream_transactions",
                        "t");
        List<String> definitions = new ArrayList<>();
        for (String table : tables) {
            String definition = database.query("SHOW CREATE TABLE " + table).get(0);
            definitions.add(definition.substring(definition.indexOf('|') + 1));
        }
        for (int made = 0; made <= tables.size(); made++) {
            for (String table : tables) {
                database.execute("DROP TABLE IF EXISTS " + table);
            }
            for (String definition : definitions.subList(0, made)) {
                try (Connection connection = database.address().connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute(definition);
                }
            }
            rows.write(MariaDbRows.named("b" + made));
            assertThat(database.query("SELECT name FROM t")).containsExactly("b" + made);
        }
    }

    /**
     * Red when a start did not lock the row of oncestream_starts and took no table for given:
     * "Table 'oncestream_sinks' already exists".
     */
    @Test
    void instancesThatStartAtOnceMakeOneTableAndTakeAnEpochEach() throws Exception {
        int instances = 4;
        ExecutorService threads = Executors.newFixedThreadPool(instances);
        try {
            for (int round = 0; round < 5; round++) {
                database.execute("DROP TABLE IF EXISTS t");
                for (String table : List.of("starts", "sinks", "rewinds", "transactions")) {
                    database.execute("DROP TABLE IF EXISTS oncestream_" + table);
                }
                List<Callable<Long>> starts = new ArrayList<>();
                for (int i = 0; i < instances; i++) {
                    int subtask = i;
                    starts.add(() -> start(subtask, instances));
                }
                List<Long> epochs = new ArrayList<>();
                for (Future<Long> start : threads.invokeAll(starts)) {
                    epochs.add(start.get());
                }
                assertThat(epochs).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private long start(int subtask, int instances) throws Exception {
        try (OneTableWriter<Row> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database.address()),
                        MariaDbRows.columns().build(),
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup())) {
            return writer.start(
                            new SinkAttempt(
                                    Lineage.begun("one"),
                                    0,
                                    1,
                                    "0",
                                    "run",
                                    subtask,
                                    instances,
                                    OptionalLong.empty()))
                    .id()
                    .epoch();
        }
    }

    /** Red with CURRENT_TIMESTAMP alone, which MariaDB has in whole seconds. */
    @Test
    void theTimeOfAStartIsKeptWithItsMicroseconds() throws Exception {
        rows.write(MariaDbRows.named("a"));
        assertThat(database.query("SELECT started_at FROM oncestream_sinks"))
                .singleElement()
                .asString()
                .doesNotEndWith(".000000");
    }

    /** Red without the check: a and ab became one row. */
    @Test
    void aPrimaryKeyOverThePrefixOfAColumnIsRefused() throws Exception {
        rows.write(MariaDbRows.named("a"));
        rows.forgetTheFirstRun();
        database.execute("ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (name(1))");
        assertThatThrownBy(() -> rows.write(MariaDbRows.named("a"), MariaDbRows.named("ab")))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining(
                        "t does not fit: its primary key ends after character 1 of column name");
    }
}
