package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.MariaDbRows.Row;
import io.oncestream.testing.MariaDbServer;
import io.oncestream.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What MariaDB stores otherwise than PostgreSQL. */
class MariaDbValuesITCase {
    private TestDatabase database;
    private MariaDbRows table;

    @BeforeEach
    void createDatabase() throws Exception {
        database = MariaDbServer.newDatabase();
        table = new MariaDbRows(database);
    }

    @Test
    void aKeyThatIsTooLongIsRefusedWithItsLimitAndNeverCut() throws Exception {
        table.write(MariaDbRows.named("😀".repeat(512)));
        assertThat(database.query("SELECT char_length(name) FROM t")).containsExactly("512");
        table.forgetTheFirstRun();
        assertThatThrownBy(() -> table.write(MariaDbRows.named("x".repeat(513))))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column name of table t")
                .hasMessageContaining("at most 512");
    }

    @Test
    void theTextsOfOneKeyShareTheRoomOfAnIndex() throws Exception {
        TableMapping<Row> mapping =
                MariaDbRows.columns().primaryKey("name", "note", "time").build();
        Row longest = new Row("😀".repeat(383), 1.0, Instant.EPOCH, "ä".repeat(383));
        table.write(database.address(), mapping, List.of(longest));
        table.forgetTheFirstRun();
        assertThatThrownBy(
                        () ->
                                table.write(
                                        database.address(),
                                        mapping,
                                        List.of(new Row("", 1.0, Instant.EPOCH, "x".repeat(384)))))
                .hasMessageContaining("column note")
                .hasMessageContaining("at most 383");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN})
    void aNumberThatMariaDbCannotStoreIsRefusedAndNotNull(double number) {
        assertThatThrownBy(() -> table.write(new Row("a", number, null, null)))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("column number of table t")
                .hasMessageContaining(Double.toString(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"})
    void aTimeOutsideOfTheYearsIsRefused(String time) {
        assertThatThrownBy(() -> table.write(new Row("a", null, Instant.parse(time), null)))
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
        TableMapping.Builder<Row> columns = MariaDbRows.columns();
        table.write(
                mySqlsDriver ? table.throughMySqlsDriver() : database.address(),
                (upsert ? columns.primaryKey("name") : columns).build(),
                rows);
        assertThat(table.readBack()).containsExactlyElementsOf(rows);
    }

    /** Red when the timestamps went as java.sql.Timestamp, by each of the drivers. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noZoneOfServerOrJvmShiftsATime(boolean mySqlsDriver) throws Exception {
        TimeZone before = TimeZone.getDefault();
        database.execute("SET GLOBAL time_zone = '+09:00'");
        TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
        try {
            table.write(
                    mySqlsDriver ? table.throughMySqlsDriver() : database.address(),
                    MariaDbRows.columns().build(),
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
     * Red with a mode of the connection's properties, which the URL's variables replace:
     * STRICT_TRANS_TABLES, of the driver.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theSessionIsStrictWhateverTheServerIs(boolean mySqlsDriver) throws Exception {
        String before = database.query("SELECT @@GLOBAL.sql_mode").get(0);
        database.execute("SET GLOBAL sql_mode = ''");
        DatabaseAddress address = mySqlsDriver ? table.throughMySqlsDriver() : database.address();
        address =
                new DatabaseAddress(
                        address.url() + "&sessionVariables=group_concat_max_len=4096",
                        address.password());
        try (Connection connection = address.connect();
                Statement statement = connection.createStatement()) {
            address.dialect().prepareSession(connection);
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

    /** Before it is in a checkpoint: no resume could commit it. */
    @Test
    void aRowThatIsLargerThanTheServersPacketIsRefused() {
        assertThatThrownBy(() -> table.write(new Row("a", null, null, "x".repeat(17 << 20))))
                .isInstanceOf(SinkFailure.class)
                .hasMessageContaining("a row of table")
                .hasMessageContaining("max_allowed_packet");
    }
}
