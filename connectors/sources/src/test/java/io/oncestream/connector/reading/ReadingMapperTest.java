package io.oncestream.connector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.format.CsvFormat;
import io.oncestream.connector.format.FieldRules;
import io.oncestream.connector.format.RecordReader;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Readings of CSV rows; what holds for a field of any record is in FieldsTest. */
class ReadingMapperTest {

    private static final String HEADER = "date,city,temperature,wind";
    private static final ReadingMapper ALL =
            new ReadingMapper("city", "date", "temperature", "wind");
    private static final Instant DAY = Instant.parse("2001-12-31T00:00:00Z");

    @Test
    void aRowIsAReading() throws IOException {
        assertThat(decode(ALL, "2001-12-31,Ulm, -1.5e1 ,+2"))
                .isEqualTo(Decoded.of(new Reading("Ulm", DAY, -15, 2), 17));
    }

    @Test
    void withoutKeyAndWeightTheyAreEmptyAndZero() throws IOException {
        ReadingMapper columns = new ReadingMapper(null, "date", "temperature", null);
        assertThat(decode(columns, "2001-12-31,Ulm,3,x").value())
                .isEqualTo(new Reading("", DAY, 3, 0));
    }

    @Test
    void oneColumnCanBeKeyAndValue() throws IOException {
        ReadingMapper columns = new ReadingMapper("wind", "date", "wind", "wind");
        assertThat(decode(columns, "2001-12-31,Ulm,3,4.0").value())
                .isEqualTo(new Reading("4.0", DAY, 4, 4));
    }

    @Test
    void blanksAroundTheNameOfAColumnAreIgnored() throws IOException {
        ReadingMapper columns = new ReadingMapper(" city", "date ", " temperature ", "wind\t");
        assertThat(decode(columns, "2001-12-31,Ulm,3,4").value())
                .isEqualTo(new Reading("Ulm", DAY, 3, 4));
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

    /** It may be one of many rows that a stray quote swallowed. */
    @Test
    void aRowOverSeveralLinesIsUsedAndSaysSo() throws IOException {
        Decoded<Reading> decoded = decode(ALL, "2001-12-31,\"Ulm\nx,y\n\",1,2");
        assertThat(decoded.value()).isEqualTo(new Reading("Ulm\nx,y\n", DAY, 1, 2));
        assertThat(decoded.rejected())
                .isEqualTo(
                        new RejectedRecord(
                                "test.csv", 2, "", "a quoted field takes the row over 3 lines"));
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
    private static Decoded<Reading> decode(ReadingMapper mapper, String row) throws IOException {
        try {
            CsvFormat<Reading> arrived =
                    InstantiationUtil.clone(new CsvFormat<>(mapper, FieldRules.DEFAULT));
            byte[] csv = (HEADER + "\n" + row + "\n").getBytes(StandardCharsets.UTF_8);
            RecordReader<Reading> reader = arrived.open(new ByteArrayInputStream(csv), "test.csv");
            assertThat(reader.next()).isTrue();
            return reader.decode(17);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
