package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvMessagesTest {

    private static final ReadingMapper READINGS = new ReadingMapper("symbol", "ts", "price", null);
    private static final List<String> NAMES = List.of("ts", "symbol", "size", "price");
    private static final CsvMessages<Reading> DECODER = decoder(NAMES);

    @ParameterizedTest
    @ValueSource(
            strings = {"1000000001,a,,2", "1000000001,a,9,2\n", "1000000001,\"a\",9,\"2\"\r\n"})
    void aMessageIsARow(String row) throws Exception {
        byte[] message = row.getBytes(StandardCharsets.UTF_8);
        assertThat(InstantiationUtil.clone(DECODER).decode(message, "queue", 7))
                .isEqualTo(
                        Decoded.of(
                                new Reading("a", Instant.ofEpochSecond(1_000_000_001), 2, 0),
                                message.length));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "``#the row has 1 fields, column symbol is the 2nd",
                "1000000001,a,9#the row has 3 fields, column price is the 4th",
                "1000000001,a,9,2,3#the row has 5 fields, the header 4",
                "`1000000001,a,9,2\n1000000001,b,9,2`#the message has more than one row",
                "1000000001,\"a,9,2#broken CSV: a quote is never closed",
                "1000000001,a,9,x#value \"x\" in column price is not a finite number",
            })
    void whatIsNoRowIsRejected(String row, String reason) {
        Decoded<Reading> decoded = DECODER.decode(row.getBytes(StandardCharsets.UTF_8), "queue", 7);
        assertThat(decoded.rejected().reason()).isEqualTo(reason);
        assertThat(decoded.rejected().position()).isEqualTo(7);
    }

    @Test
    void aMessageHasALimit() {
        byte[] message = ("1000000001,a,9," + "2".repeat(1 << 20)).getBytes(StandardCharsets.UTF_8);
        assertThat(DECODER.decode(message, "queue", 7).rejected().reason())
                .isEqualTo("a message over 1 MiB");
    }

    @Test
    void eachWantedColumnMustBeNamedOnce() {
        assertThatThrownBy(() -> decoder(List.of("ts", "symbol")))
                .hasMessage(
                        "--columns ts,symbol: no column is named \"price\", which is wanted as"
                            + " value; name all fields of a message once each, in their order, or"
                            + " correct which is wanted");
        assertThatThrownBy(() -> decoder(List.of("ts", "price", "symbol", "price")))
                .hasMessageStartingWith(
                        "--columns ts,price,symbol,price: more than one column is named \"price\","
                                + " which is wanted as value; name all fields");
    }

    private static CsvMessages<Reading> decoder(List<String> names) {
        return new CsvMessages<>(names, READINGS, FieldRules.DEFAULT);
    }
}
