package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.testing.MariaDbServer;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB stores otherwise than PostgreSQL, and does at a start. */
class MariaDbSinkITCase {
    private TestDatabase database;

    private record Row(
            String name, @Nullable Double number, @Nullable Instant time, @Nullable String note) {}

    @BeforeEach
    void createDatabase() throws Exception {
        database = MariaDbServer.newDatabase();
    }

    private static TableMapping.Builder<Row> columns() {
        return TableMapping.<Row>table("t")
                .text("name", Row::name)
                .doublePrecision("number", Row::number)
                .timestamp("time", Row::time)
                .text("note", Row::note);
    }

    private void write(DatabaseAddress address, TableMapping<Row> mapping, List<Row> rows)
            throws Exception {
        try (LedgerWriter<Row> writer =
                new LedgerWriter<>(
                        SinkHarness.options(address), mapping, new UnregisteredMetricsGroup())) {
            writer.start(SinkHarness.firstAttempt("one"));
            rows.forEach(writer::add);
            writer.commit(writer.seal(1).orElseThrow());
        }
    }

    private void write(Row... rows) throws Exception {
        write(database.address(), columns().primaryKey("name").build(), List.of(rows));
    }

    private void forgetTheFirstRun() throws Exception {
        database.execute("DROP TABLE oncestream_sinks, oncestream_transactions");
        database.execute("DELETE FROM t");
    }

    private static Row named(String name) {
        return new Row(name, null, null, null);
    }

    private DatabaseAddress throughMySqlsDriver() {
        return new DatabaseAddress(
                database.address().url().replace("jdbc:mariadb:", "jdbc:mysql:"),
                database.address().password());
    }

    @Test
    void aKeyThatIsTooLongIsRefusedWithItsLimitAndNeverCut() throws Exception {
        write(named("😀".repeat(512)));
        assertThat(database.query("SELECT char_length(name) FROM t")).containsExactly("512");
        forgetTheFirstRun();
        assertThatThrownBy(() -> write(named("x".repeat(513))))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column name of table t")
                .hasMessageContaining("at most 512");
    }

    @Test
    void theTextsOfOneKeyShareTheRoomOfAnIndex() throws Exception {
        TableMapping<Row> mapping = columns().primaryKey("name", "note", "time").build();
        Row longest = new Row("😀".repeat(383), 1.0, Instant.EPOCH, "ä".repeat(383));
        write(database.address(), mapping, List.of(longest));
        forgetTheFirstRun();
        assertThatThrownBy(
                        () ->
                                write(
                                        database.address(),
                                        mapping,
                                        List.of(new Row("", 1.0, Instant.EPOCH, "x".repeat(384)))))
                .hasMessageContaining("column note")
                .hasMessageContaining("at most 383");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void aNumberThatMariaDbCannotStoreIsRefusedAndNotNull(double number) {
        assertThatThrownBy(() -> write(new Row("a", number, null, null)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column number of table t")
                .hasMessageContaining(Double.toString(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void aTimeOutsideOfTheYearsIsRefused(String time) {
        assertThatThrownBy(() -> write(new Row("a", null, Instant.parse(time), null)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("the years 1 to 9999");
    }

    /** By both protocols: appends go in bulk, upserts in statements of many rows. */
    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "true, true", "false, true"})
    void everyNumberArrivesBitByBit(boolean upsert, boolean mySqlsDriver) throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            boolean isNull = !Double.isFinite(number);
            rows.add(
                    new Row(
                            "%05d".formatted(i),
                            i == 0 ? Double.valueOf(-0.0) : isNull ? null : (Double) number,
                            i % 3 == 0 ? null : Instant.ofEpochSecond(random.nextInt(), 1_000),
                            i % 5 == 0 ? null : "note " + number));
        }
        TableMapping.Builder<Row> columns = columns();
        write(
                mySqlsDriver ? throughMySqlsDriver() : database.address(),
                (upsert ? columns.primaryKey("name") : columns).build(),
                rows);
        assertThat(readBack()).containsExactlyElementsOf(rows);
    }

    private List<Row> readBack() throws Exception {
        List<Row> rows = new ArrayList<>();
        try (Connection connection = database.address().connect();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT name, number, REPLACE(time, ' ', 'T'), note FROM t"
                                        + " ORDER BY name")) {
            while (row.next()) {
                double number = row.getDouble(2);
                boolean isNull = row.wasNull();
                String time = row.getString(3);
                rows.add(
                        new Row(
                                row.getString(1),
                                isNull ? null : (Double) number,
                                time == null ? null : Instant.parse(time + "Z"),
                                row.getString(4)));
            }
        }
        return rows;
    }

    /** Red when the timestamps went as java.sql.Timestamp, by each of the drivers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noZoneOfServerOrJvmShiftsATime(boolean mySqlsDriver) throws Exception {
        TimeZone before = TimeZone.getDefault();
        database.execute("SET GLOBAL time_zone = '+09:00'");
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            write(
                    mySqlsDriver ? throughMySqlsDriver() : database.address(),
                    columns().build(),
                    // In New York there is no such hour on that day.
                    List.of(new Row("a", null, Instant.parse("2026-03-08T02:30:00.000001Z"), "")));
            assertThat(database.query("SELECT CAST(time AS char) FROM t"))
                    .containsExactly("2026-03-08 02:30:00.000001");
            assertThat(
                            database.queryLong(
                                    "SELECT ABS(TIMESTAMPDIFF(SECOND, started_at, UTC_TIMESTAMP()))"
                                            + " FROM oncestream_sinks"))
                    .isLessThan(60);
        } finally {
            TimeZone.setDefault(before);
            database.execute("SET GLOBAL time_zone = 'SYSTEM'");
        }
    }

    /**
     * What would be cut is refused. The drivers see to it as well, unless the URL says otherwise.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSessionIsStrictWhateverTheServerIs(boolean mySqlsDriver) throws Exception {
        String before = database.query("SELECT @@GLOBAL.sql_mode").get(0);
        database.execute("SET GLOBAL sql_mode = ''");
        DatabaseAddress address = mySqlsDriver ? throughMySqlsDriver() : database.address();
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet mode = statement.executeQuery("SELECT @@sql_mode")) {
                mode.next();
                assertThat(mode.getString(1)).contains("STRICT_ALL_TABLES");
            }
            statement.execute("CREATE TABLE s (short varchar(3))");
            assertThatThrownBy(() -> statement.execute("INSERT INTO s VALUES ('abcd')"))
                    .hasMessageContaining("Data too long");
        } finally {
            database.execute("SET GLOBAL sql_mode = '" + before + "'");
        }
    }

    /** Red with SQLSTATE alone: tried again for two seconds, then as if the server were away. */
    @Test
    void aRowThatIsLargerThanTheServersPacketFailsForGood() {
        assertThatThrownBy(() -> write(new Row("a", null, null, "x".repeat(17 << 20))))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("max_allowed_packet");
    }

    @Test
    void aTableWithoutTransactionsIsRefused() throws Exception {
        database.execute(
                "CREATE TABLE t (name varchar(512) COLLATE utf8mb4_nopad_bin PRIMARY KEY)"
                        + " ENGINE = Aria");
        assertThatThrownBy(() -> write(named("a")))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("t is stored by Aria, which knows no transactions");
    }

    /** Red without the check: the second row replaced the first one's, of another key. */
    @Test
    void anUpsertIsRefusedWhereAnotherUniqueKeyWouldDecide() throws Exception {
        write(new Row("a", 1.0, null, null));
        forgetTheFirstRun();
        database.execute("ALTER TABLE t ADD UNIQUE KEY rival (number)");
        assertThatThrownBy(() -> write(new Row("b", 1.0, null, null)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("its unique key rival");
    }

    /**
     * Data definitions commit in MariaDB, so a start may break off between any two of them. Red
     * with a table that is created without IF NOT EXISTS.
     */
    @Test
    void aStartThatBrokeOffAfterAnyOfItsTablesIsMadeGoodByTheNext() throws Exception {
        write(named("a"));
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
            write(named("b" + made));
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
        try (LedgerWriter<Row> writer =
                new LedgerWriter<>(
                        SinkHarness.options(database.address()),
                        columns().build(),
                        new UnregisteredMetricsGroup())) {
            return writer.start(
                            new SinkAttempt(
                                    new Lineage("one", false, OptionalLong.empty()),
                                    "0",
                                    subtask,
                                    instances,
                                    OptionalLong.empty()))
                    .id()
                    .epoch();
        }
    }
}
