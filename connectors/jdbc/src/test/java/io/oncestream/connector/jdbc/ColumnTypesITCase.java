package io.oncestream.connector.jdbc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.jdbc.rows.JsonTextTest;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a mapping's types arrives in each database, and what never gets there. */
class ColumnTypesITCase {
    private static final String NINES = "9".repeat(35);

    /** The bytes are characters up to 255. */
    record Row(
            @Nullable BigDecimal decimal,
            @Nullable Boolean bool,
            @Nullable Integer integer,
            @Nullable LocalDate date,
            @Nullable String characters,
            @Nullable String json) {
        static final Row NULLS = new Row(null, null, null, null, null, null);

        byte @Nullable [] bytes() {
            return characters == null ? null : characters.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static TableMapping.Builder<Row> columns() {
        return TableMapping.<Row>table("t")
                .decimal("price", 65, 30, Row::decimal)
                .bool("flag", Row::bool)
                .integer("number", Row::integer)
                .date("day", Row::date)
                .bytes("raw", Row::bytes)
                .json("doc", Row::json);
    }

    private static <T> void write(DatabaseAddress database, TableMapping<T> mapping, List<T> rows)
            throws Exception {
        try (OneTableWriter<T> writer = writer(database, mapping)) {
            rows.forEach(writer::add);
            writer.commit(writer.seal(1).orElseThrow());
        }
    }

    private static <T> OneTableWriter<T> writer(DatabaseAddress database, TableMapping<T> mapping)
            throws InterruptedException {
        OneTableWriter<T> writer =
                new OneTableWriter<>(
                        SinkHarness.options(database),
                        mapping,
                        SinkHarness.memory(),
                        new UnregisteredMetricsGroup());
        writer.start(SinkHarness.firstAttempt("one"));
        return writer;
    }

    private static String everyByte() {
        return IntStream.range(0, 256).mapToObj(Character::toString).collect(joining());
    }

    /** Appends and upserts, for these are sent by other protocols. */
    @ParameterizedTest
    @CsvSource({
        "POSTGRES, false, false",
        "POSTGRES, true, false",
        "MARIADB, false, false",
        "MARIADB, true, false",
        "MARIADB, false, true",
        "MARIADB, true, true"
    })
    void everyTypeArrivesAsItWasSent(DatabaseKind kind, boolean upsert, boolean mySqlsDriver)
            throws Exception {
        TestDatabase database = kind.newDatabase();
        BigDecimal most = new BigDecimal(NINES + "." + "9".repeat(30));
        List<Row> rows =
                List.of(
                        new Row(
                                most,
                                true,
                                Integer.MAX_VALUE,
                                LocalDate.of(9999, 12, 31),
                                everyByte(),
                                "[\"\\u00e4 ä 😀 \\ud83d\\ude00\", 1.50]"),
                        new Row(
                                most.negate(),
                                false,
                                Integer.MIN_VALUE,
                                LocalDate.of(1, 1, 1),
                                "",
                                "{}"),
                        new Row(
                                new BigDecimal("-0.0001000"),
                                false,
                                -1,
                                LocalDate.of(1582, 10, 10),
                                "\0".repeat(1 << 20),
                                "null"),
                        new Row(
                                new BigDecimal("1E+4"),
                                true,
                                0,
                                LocalDate.of(1969, 12, 31),
                                null,
                                "0"),
                        new Row(BigDecimal.ZERO, null, 1, null, null, null),
                        new Row(null, null, 2, null, null, null));
        DatabaseAddress address =
                mySqlsDriver ? new MariaDbRows(database).throughMySqlsDriver() : database.address();
        write(address, (upsert ? columns().primaryKey("number") : columns()).build(), rows);
        String zeros = "0".repeat(30);
        String nines = NINES + "." + "9".repeat(30);
        String bool = kind.choose("flag", "IF(flag, 't', 'f')");
        String hex = kind.choose("md5(raw)", "MD5(raw)");
        assertThat(
                        database.query(
                                "SELECT number, price, CASE WHEN flag IS NOT NULL THEN "
                                        + bool
                                        + " END, day, "
                                        + hex
                                        + ", doc FROM t ORDER BY number"))
                .containsExactly(
                        "-2147483648|-" + nines + "|f|0001-01-01|" + md5("") + "|{}",
                        "-1|-0.0001"
                                + "0".repeat(26)
                                + "|f|1582-10-10|"
                                + md5("\0".repeat(1 << 20))
                                + "|null",
                        "0|10000." + zeros + "|t|1969-12-31|null|0",
                        "1|0." + zeros + "|null|null|null|null",
                        "2|null|null|null|null|null",
                        "2147483647|"
                                + nines
                                + "|t|9999-12-31|"
                                + md5(everyByte())
                                + "|"
                                + kind.choose(
                                        "[\"ä ä 😀 😀\", 1.50]",
                                        "[\"\\u00e4 ä 😀 \\ud83d\\ude00\", 1.50]"));
    }

    private static String md5(String characters) throws Exception {
        byte[] bytes = characters.getBytes(StandardCharsets.ISO_8859_1);
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    /** Before it is in a checkpoint, from which no restart would get it out. */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void whatDoesNotFitIsRefusedAtOnce(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        TableMapping<Row> mapping =
                TableMapping.<Row>table("t")
                        .decimal("price", 4, 2, Row::decimal)
                        .notNull()
                        .date("day", Row::date)
                        .json("doc", Row::json)
                        .build();
        BigDecimal one = BigDecimal.ONE;
        try (OneTableWriter<Row> writer = writer(database.address(), mapping)) {
            assertThatThrownBy(() -> writer.add(Row.NULLS))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining(
                            "column price of table t is given no value, and it is NOT NULL");
            for (String number : List.of("1.005", "100", "-100.00", "1E+999999999")) {
                Row row = new Row(new BigDecimal(number), null, null, null, null, null);
                assertThatThrownBy(() -> writer.add(row))
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("column price of table t is given the number")
                        .hasMessageContaining(new BigDecimal(number).toString())
                        .hasMessageContaining("decimal(4, 2)");
            }
            for (LocalDate day : List.of(LocalDate.MIN, LocalDate.MAX)) {
                assertThatThrownBy(() -> writer.add(new Row(one, null, null, day, null, null)))
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("column day of table t is given the date " + day);
            }
            assertThatThrownBy(() -> writer.add(new Row(one, null, null, null, null, "{a:1}")))
                    .isInstanceOf(SinkFailure.class)
                    .hasMessageContaining("column doc of table t is given a text that is no JSON");
            writer.add(new Row(new BigDecimal("99.990"), null, null, null, null, "{}"));
            writer.commit(writer.seal(1).orElseThrow());
        }
        assertThat(database.query("SELECT price FROM t")).containsExactly("99.99");
        assertThatThrownBy(() -> database.execute("INSERT INTO t (day) VALUES (NULL)"))
                .hasMessageContaining("price");
    }

    /** The checker takes no text that a database refuses, which would be at the commit. */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void everyJsonThatIsTakenIsStored(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        write(
                database.address(),
                TableMapping.<String>table("t").json("doc", text -> text).build(),
                JsonTextTest.JSON);
        assertThat(database.queryLong("SELECT count(*) FROM t"))
                .isEqualTo(JsonTextTest.JSON.size());
        assertThat(database.queryLong("SELECT count(*) FROM t WHERE doc IS NULL")).isZero();
    }

    /** A number is one key however it is written; bytes are keys byte by byte. */
    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void keysOfTheNewTypes(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        TableMapping<Row> mapping =
                TableMapping.<Row>table("t")
                        .decimal("price", 10, 3, Row::decimal)
                        .bool("flag", Row::bool)
                        .date("day", Row::date)
                        .bytes("raw", Row::bytes)
                        .integer("number", Row::integer)
                        .primaryKey("price", "flag", "day", "raw")
                        .build();
        List<Row> rows =
                List.of(
                        keyed("1.0", true, "a", 1),
                        keyed("1.00", true, "a", 2),
                        keyed("1.001", true, "a", 3),
                        keyed("1", false, "a", 4),
                        keyed("1", true, "A", 5),
                        keyed("1", true, "a ", 6),
                        keyed("1", true, "a\0", 7),
                        keyed("1", true, "", 8));
        write(database.address(), mapping, rows);
        assertThat(database.query("SELECT number FROM t ORDER BY number"))
                .containsExactly("2", "3", "4", "5", "6", "7", "8");
    }

    private static Row keyed(String number, boolean flag, String raw, int value) {
        return new Row(new BigDecimal(number), flag, value, LocalDate.EPOCH, raw, null);
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void bytesOfAKeyThatAreTooManyAreRefusedByMariaDbsEncoder(DatabaseKind kind) throws Exception {
        TableMapping<byte[]> mapping =
                TableMapping.<byte[]>table("t").bytes("raw", raw -> raw).primaryKey("raw").build();
        try (OneTableWriter<byte[]> writer = writer(kind.newDatabase().address(), mapping)) {
            byte[] longest = new byte[512];
            Arrays.fill(longest, (byte) -1);
            writer.add(longest);
            if (kind == DatabaseKind.MARIADB) {
                assertThatThrownBy(() -> writer.add(new byte[513]))
                        .isInstanceOf(SinkFailure.class)
                        .hasMessageContaining("513 bytes")
                        .hasMessageContaining("at most 512");
            }
            writer.commit(writer.seal(1).orElseThrow());
        }
    }
}
