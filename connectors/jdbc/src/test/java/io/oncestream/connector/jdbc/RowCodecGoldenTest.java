package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows of pending transactions lie in checkpoints as each codec wrote them, and are read by
 * later versions. {@code src/test/resources/golden} has a file {@code jdbc.CODEC} of each version;
 * a change of the bytes needs a new codec. A release adds its own by {@code
 * -Dgolden.write=VERSION}.
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

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql://h/d", "jdbc:mariadb://h/d"})
    void aCodecStaysAsItIs(String url) throws IOException {
        Dialect dialect = Dialect.of(url);
        String file = "jdbc." + dialect.codec();
        byte[] rows = encode(dialect);
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

    private static byte[] encode(Dialect dialect) {
        RowEncoder encoder = dialect.newEncoder(TABLE);
        byte[] some =
                row(encoder, "a\u00e4\ud835\udc82", -2, 0.1, "1969-12-31T23:59:59.999999999Z");
        byte[] extreme = row(encoder, "", Long.MIN_VALUE, -0.0, "9999-12-31T23:59:59.999999Z");
        byte[] none = row(encoder, null, Long.MAX_VALUE, null, null);
        return Stream.of(some, extreme, none).reduce(new byte[0], RowCodecGoldenTest::joined);
    }

    private static byte[] row(
            RowEncoder encoder,
            @Nullable String text,
            long number,
            @Nullable Double value,
            @Nullable String time) {
        encoder.beginRow(TABLE.columns().size());
        encoder.text(text);
        encoder.bigint(number);
        encoder.doublePrecision(value);
        encoder.timestamp(time == null ? null : Instant.parse(time));
        return encoder.row();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
