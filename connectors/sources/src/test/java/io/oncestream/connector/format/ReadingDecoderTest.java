package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingDecoderTest {

    private static final String HEADER = "date,city,temperature,wind";
    private static final TimeFormat TIMES = new TimeFormat(null, ZoneOffset.UTC);
    private static final ReadingDecoder ALL =
            new ReadingDecoder(new ReadingColumns("city", "date", "temperature", "wind"), TIMES);
    private static final Instant DAY = Instant.parse("2001-12-31T00:00:00Z");

    @Test
    void aRowIsAReading() throws IOException {
        assertThat(decode(ALL, "2001-12-31,Ulm, -1.5e1 ,+2"))
                .isEqualTo(Decoded.of(new Reading("Ulm", DAY, -15, 2), 17));
    }

    @Test
    void withoutKeyAndWeightTheyAreEmptyAndZero() throws IOException {
        ReadingColumns columns = new ReadingColumns(null, "date", "temperature", null);
        assertThat(decode(new ReadingDecoder(columns, TIMES), "2001-12-31,Ulm,3,x").value())
                .isEqualTo(new Reading("", DAY, 3, 0));
    }

    @Test
    void oneColumnCanBeKeyAndValue() throws IOException {
        ReadingColumns columns = new ReadingColumns("wind", "date", "wind", "wind");
        assertThat(decode(new ReadingDecoder(columns, TIMES), "2001-12-31,Ulm,3,4.0").value())
                .isEqualTo(new Reading("4.0", DAY, 4, 4));
    }

    @Test
    void aKeyIsTakenAsItStandsAndMayBeEmpty() throws IOException {
        assertThat(decode(ALL, "2001-12-31,,1,2").value().key()).isEmpty();
        assertThat(decode(ALL, "2001-12-31, Ulm ,1,2").value().key()).isEqualTo(" Ulm ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0.0", "1.", ".5", "1E5", "1e+5", "1e-400", "00012", "4.9e-324"})
    void numbersAreDecimal(String text) throws IOException {
        assertThat(decode(ALL, "2001-12-31,Ulm," + text + ",2").value().value())
                .isEqualTo(Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "NaN",
                "Infinity",
                "-Infinity",
                "1d",
                "1f",
                "0x1p3",
                "1e",
                "e5",
                ".",
                "-",
                "1e400",
                "1 2",
                "1_000",
                "--1",
                "\u0661"
            })
    void whatIsNoFiniteNumberIsRejected(String text) throws IOException {
        assertThat(reason("2001-12-31,Ulm," + text + ",2"))
                .isEqualTo("value \"" + text + "\" in column temperature is not a finite number");
        assertThat(reason("2001-12-31,Ulm,2," + text))
                .isEqualTo("weight \"" + text + "\" in column wind is not a finite number");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "2001-12-31,Ulm,1#the row has 3 fields, column wind is the 4th",
                "2001-12-31#the row has 1 fields, column city is the 2nd",
                "2001-12-31,Ulm,1,2,3#the row has 5 fields, the header 4",
                "2001-02-30,Ulm,1,2#time \"2001-02-30\" in column date is no such time: Invalid"
                        + " date 'FEBRUARY 30'",
                "2001-12-31,\"Ulm,1,2#broken CSV: a quote is never closed",
            })
    void aReasonNamesTheColumnAndQuotesTheText(String row, String reason) throws IOException {
        assertThat(reason(row)).isEqualTo(reason);
    }

    @Test
    void aRejectedRecordTellsWhereItStandsAndItsText() throws IOException {
        assertThat(decode(ALL, "2001-12-31,U\0lm,1,2"))
                .isEqualTo(
                        Decoded.rejected(
                                new RejectedRecord(
                                        "test.csv",
                                        2,
                                        "2001-12-31,U\uFFFDlm,1,2",
                                        "key holds a NUL character"),
                                17));
    }

    @Test
    void aLongTextIsQuotedShortened() throws IOException {
        assertThat(reason("2001-12-31,Ulm," + "x".repeat(100) + ",2"))
                .startsWith("value \"" + "x".repeat(60) + "...\" in column temperature");
    }

    @Test
    void aKeyHasAtMost512CharactersHoweverManyBytesTheyTake() throws IOException {
        String longest = "\uD83D\uDE00".repeat(512);
        assertThat(decode(ALL, "2001-12-31," + longest + ",1,2").value().key()).isEqualTo(longest);
        assertThat(reason("2001-12-31," + longest + "x,1,2"))
                .isEqualTo("key of 513 characters is over 512");
    }

    private static String reason(String row) throws IOException {
        Decoded<Reading> decoded = decode(ALL, row);
        assertThat(decoded.value()).isNull();
        return decoded.rejected().reason();
    }

    /** Decodes after the journey that it makes to a task. */
    private static Decoded<Reading> decode(ReadingDecoder decoder, String row) throws IOException {
        try {
            ReadingDecoder arrived = InstantiationUtil.clone(decoder);
            byte[] csv = (HEADER + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
            CsvReader reader =
                    CsvReader.open(new ByteArrayInputStream(csv), "test.csv", arrived.columns());
            assertThat(reader.next()).isTrue();
            return arrived.decode(reader, "test.csv", 17);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
