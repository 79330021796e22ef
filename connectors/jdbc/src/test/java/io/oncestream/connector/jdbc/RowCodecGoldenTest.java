package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.connector.jdbc.rows.ServerLimits;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of pending transactions lie in checkpoints as each codec wrote them, and are read by
 * later versions. {@code src/test/resources/golden} has a file {@code jdbc.CODEC} of each version;
 * a change of the bytes needs a new codec. The types that a codec was given later are in another
 * file, {@code jdbc.CODEC.more}. A release adds its own by {@code -Dgolden.write=VERSION}.
 */
class RowCodecGoldenTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final TableDefinition TABLE =
            new TableDefinition(
                    "t",
                    List.of(
                            new Column("text", ColumnType.TEXT),
                            new Column("bigint", ColumnType.BIGINT),
                            new Column("double", ColumnType.DOUBLE),
                            new Column("timestamp", ColumnType.TIMESTAMP)),
                    List.of());

    private static final TableDefinition MORE =
            new TableDefinition(
                    "t",
                    List.of(
                            new Column("decimal", ColumnType.DECIMAL, 20, 6, false),
                            new Column("bool", ColumnType.BOOL),
                            new Column("integer", ColumnType.INTEGER),
                            new Column("date", ColumnType.DATE),
                            new Column("bytes", ColumnType.BYTES),
                            new Column("json", ColumnType.JSON)),
                    List.of());

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://h/d", "jdbc:mariadb://h/d"})
    void aCodecStaysAsItIs(String url) throws IOException {
        Dialect dialect = Dialects.of(url);
        compare("jdbc." + dialect.codec(), encode(dialect.newEncoder(TABLE, ServerLimits.NONE)));
        compare(
                "jdbc." + dialect.codec() + ".more",
                encodeMore(dialect.newEncoder(MORE, ServerLimits.NONE)));
    }

    private static void compare(String file, byte[] rows) throws IOException {
        String version = System.getProperty("golden.write");
        if (version != null) {
            Files.write(Files.createDirectories(GOLDEN.resolve(version)).resolve(file), rows);
        }
        List<Path> goldens;
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            goldens = files.filter(path -> path.endsWith(file)).toList();
        }
        assertThat(goldens).as("goldens of %s", file).isNotEmpty();
        for (Path golden : goldens) {
            assertThat(Files.readAllBytes(golden)).as("%s", golden).isEqualTo(rows);
        }
    }

    private static byte[] encode(RowEncoder encoder) {
        byte[] some =
                row(encoder, "a\u00e4\ud835\udc82", -2, 0.1, "1969-12-31T23:59:59.999999999Z");
        byte[] extreme = row(encoder, "", Long.MIN_VALUE, -0.0, "9999-12-31T23:59:59.999999Z");
        byte[] none = row(encoder, null, Long.MAX_VALUE, null, null);
        return Stream.of(some, extreme, none).reduce(new byte[0], RowCodecGoldenTest::joined);
    }

    private static byte[] encodeMore(RowEncoder encoder) {
        byte[] some =
                more(encoder, "-12345.6700", true, -2, "1969-12-31", "\u0000ab", "[1, \"ä\"]");
        byte[] extreme =
                more(encoder, "99999999999999.999999", false, 1 << 31, "9999-12-31", "", "{}");
        byte[] zero = more(encoder, "0E+9", false, 0, "0001-01-01", "x", "null");
        encoder.beginRow(MORE.columns().size());
        MORE.columns().forEach(column -> encoder.none());
        return Stream.of(some, extreme, zero, encoder.row())
                .reduce(new byte[0], RowCodecGoldenTest::joined);
    }

    private static byte[] more(
            RowEncoder encoder,
            String decimal,
            boolean bool,
            int integer,
            String date,
            String bytes,
            String json) {
        encoder.beginRow(MORE.columns().size());
        encoder.decimal(new BigDecimal(decimal));
        encoder.bool(bool);
        encoder.integer(integer);
        encoder.date(LocalDate.parse(date));
        encoder.bytes(bytes.getBytes(StandardCharsets.UTF_8));
        encoder.json(json);
        return encoder.row();
    }

    private static byte[] row(
            RowEncoder encoder,
            @Nullable String text,
            long number,
            @Nullable Double value,
            @Nullable String time) {
        encoder.beginRow(TABLE.columns().size());
        given(encoder, text, encoder::text);
        encoder.bigint(number);
        given(encoder, value, encoder::doublePrecision);
        given(encoder, time == null ? null : Instant.parse(time), encoder::timestamp);
        return encoder.row();
    }

    private static <V> void given(RowEncoder encoder, @Nullable V value, Consumer<V> write) {
        if (value == null) {
            encoder.none();
        } else {
            write.accept(value);
        }
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
