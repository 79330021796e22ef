package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {

    private static final int MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsTheOneUnderWhichTheHeaderHoldsTheColumns(String delimiter)
            throws IOException {
        String csv = "time, value \n1,2\n".replace(",", delimiter);
        assertThat(rows(csv, "time", "value")).containsExactly("2: 1/2");
    }

    @Test
    void aDelimiterInsideAColumnNameIsNotTakenForOne() throws IOException {
        assertThat(rows("time;\"temp, C\"\n1;2\n", "time", "temp, C")).containsExactly("2: 1/2");
    }

    @Test
    void columnsAreReadInTheOrderThatWasAskedFor() throws IOException {
        assertThat(rows("a,b,c\n1,2,3\n", "c", "a")).containsExactly("2: 3/1");
    }

    @Test
    void aMissingColumnIsNamedAlongWithThoseThatThereAre() {
        assertThatThrownBy(() -> rows("date,pressure,temperature,wind\n", "date", "temp"))
                .isInstanceOf(CsvHeaderException.class)
                .hasMessage(
                        "no column \"temp\" in test.csv; its columns are:"
                                + " date, pressure, temperature, wind");
    }

    @Test
    void aMissingColumnIsExplainedUnderTheClosestDelimiter() {
        assertThatThrownBy(() -> rows("date;pressure;wind\n", "date", "temp"))
                .hasMessageEndingWith("its columns are: date, pressure, wind");
    }

    @Test
    void aColumnNameInAnotherCaseIsAnotherColumn() {
        assertThatThrownBy(() -> rows("Date,value\n", "date", "value"))
                .hasMessageStartingWith("no column \"date\"");
    }

    @Test
    void aWantedColumnThatIsThereTwiceIsRefused() throws IOException {
        assertThatThrownBy(() -> rows("t,v,v\n", "t", "v"))
                .hasMessageStartingWith("2 columns of test.csv are named \"v\"");
        assertThat(rows("t,v,x,x\n1,2,3,4\n", "t", "v")).containsExactly("2: 1/2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "\uFEFF", "\r\n"})
    void aFileWithoutHeaderIsRefusedAsEmpty(String csv) {
        assertThatThrownBy(() -> rows(csv, "t")).hasMessageStartingWith("test.csv is empty");
    }

    @Test
    void aFileWhoseLinesEndWithCarriageReturnsAloneIsRefused() {
        for (String csv : List.of("t,v\r1,2\r3,4\r", "v,t\r1,2\r")) {
            assertThatThrownBy(() -> rows(csv, "t")).hasMessageContaining("LF or CR LF");
        }
    }

    @Test
    void aHeaderThatIsNotUtf8OrBrokenIsRefusedWithTheReason() {
        assertThatThrownBy(
                        () -> open(new ByteArrayInputStream(new byte[] {'t', ',', -1}), "t").next())
                .hasMessage("test.csv has no usable header: it holds bytes that are not UTF-8");
        assertThatThrownBy(() -> rows("\"t,v\n1,2\n", "t"))
                .hasMessageContaining("a quote is never closed");
        assertThatThrownBy(() -> rows("t,".repeat(MEBIBYTE), "t"))
                .hasMessageContaining("a line over 1 MiB");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws IOException {
        assertThat(rows("\uFEFFt,v\n1,2\n", "t", "v")).containsExactly("2: 1/2");
    }

    @Test
    void theLastLineNeedsNoLineBreakAndEmptyLinesAreSkippedButCounted() throws IOException {
        assertThat(rows("\nt,v\r\n\r\n\n1,2\r\n\n3,4", "t", "v"))
                .containsExactly("5: 1/2", "7: 3/4");
    }

    @Test
    void quotedFieldsHoldQuotesDelimitersAndLineBreaks() throws IOException {
        assertThat(rows("t,v\n\"a\"\"b\",\"c,\r\nd\"\n5,6\n", "t", "v"))
                .containsExactly("2: a\"b/c,\r\nd", "4: 5/6");
    }

    @Test
    void aQuoteInsideAnUnquotedFieldIsACharacter() throws IOException {
        assertThat(rows("t,v\n5\" pipe,say \"hi\"\n", "t", "v"))
                .containsExactly("2: 5\" pipe/say \"hi\"");
    }

    @Test
    void aStrayQuoteLosesOnlyItsOwnLine() throws IOException {
        assertThat(rows("t,v\n1,2\n\"3,4\n5,6\n7,\"8\"x\n9,10\n", "t", "v"))
                .containsExactly(
                        "2: 1/2",
                        "3: broken CSV: a closing quote is followed by text <\"3,4>",
                        "4: 5/6",
                        "5: broken CSV: a closing quote is followed by text <7,\"8\"x>",
                        "6: 9/10");
    }

    @Test
    void aQuoteIsClosedWithinAThousandLinesOrLosesOnlyItsOwn() throws IOException {
        String closed = "t,v\n1,\"" + "\n".repeat(999) + "\"\n5,6\n";
        assertThat(rows(closed, "t", "v")).hasSize(2).last().isEqualTo("1002: 5/6");
        String tooLate = "t,v\n1,\"" + "x\n".repeat(1000) + "\"\n5,6\n";
        assertThat(rows(tooLate, "t", "v"))
                .hasSize(1000 + 1 + 1)
                .startsWith("2: broken CSV: a quote is not closed within 1000 lines <1,\"x>")
                .endsWith("1003: 5/6");
    }

    @Test
    void aQuoteIsClosedWithinAMebibyteOrLosesOnlyItsOwnLine() throws IOException {
        String half = "x".repeat(MEBIBYTE / 2);
        String csv = "t,v\n1,\"" + half + "\n" + half + "\"\n5,6\n";
        assertThat(rows(csv, "t", "v"))
                .hasSize(3)
                .first()
                .asString()
                .startsWith("2: broken CSV: a quote is not closed within 1 MiB <1,\"xxx");
    }

    @Test
    void aLineOfOneMebibyteIsReadAndALongerOneIsRejectedWithItsBeginning() throws IOException {
        String fits = "x".repeat(MEBIBYTE - 2);
        assertThat(rows("t,v\n1," + fits + "\r\n5,6", "t", "v"))
                .containsExactly("2: 1/" + fits, "3: 5/6");
        String tooLong = "1," + fits + "x";
        assertThat(rows("t,v\n" + tooLong + "\r\n5,6", "t", "v"))
                .containsExactly(
                        "2: a line over 1 MiB <" + tooLong.substring(0, 1000) + ">", "3: 5/6");
    }

    @Test
    void aVeryLongLineIsSkippedWithoutBeingHeldInMemory() throws IOException {
        long lineBytes = 3L << 30;
        InputStream in =
                new SequenceInputStream(
                        new ByteArrayInputStream("t,v\n".getBytes(StandardCharsets.UTF_8)),
                        new SequenceInputStream(
                                new Zeros(lineBytes),
                                new ByteArrayInputStream(
                                        "\n5,6\n".getBytes(StandardCharsets.UTF_8))));
        CsvReader reader = open(in, "t", "v");
        assertThat(reader.next()).isTrue();
        assertThat(reader.broken()).isEqualTo("a line over 1 MiB");
        assertThat(reader.excerpt()).isEqualTo("\uFFFD".repeat(1000));
        assertThat(reader.endOffset()).isEqualTo(4 + lineBytes + 1);
        assertThat(reader.next()).isTrue();
        assertThat(reader.text(1)).isEqualTo("6");
        assertThat(reader.line()).isEqualTo(3);
    }

    @Test
    void bytesThatAreNotUtf8RejectOnlyTheirRecord() throws IOException {
        byte[] csv = "t,v\n1,\u00E4\n3,4\n\u00E4,5\n".getBytes(StandardCharsets.UTF_8);
        csv[6] = 'x'; // the first half of the first umlaut
        CsvReader reader = open(new ByteArrayInputStream(csv), "t", "v");
        assertThat(rows(reader, 2))
                .containsExactly(
                        "2: it holds bytes that are not UTF-8 <1,x\uFFFD>",
                        "3: 3/4",
                        "4: \u00E4/5");
    }

    @Test
    void anExcerptEndsBeforeACharacterThatItHasNoPlaceFor() throws IOException {
        String text = "\"" + "x".repeat(998) + "\uD83D\uDE00 and more";
        assertThat(rows("t,v\n" + text + "\n", "t", "v"))
                .containsExactly(
                        "2: broken CSV: a quote is never closed <" + text.substring(0, 999) + ">");
    }

    @Test
    void goingOnBehindTheEndOfAFileThatHasBecomeShorterIsAnError() throws IOException {
        CsvReader reader =
                open(
                        new ByteArrayInputStream("t,v\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                        "t",
                        "v");
        assertThatThrownBy(() -> reader.skipTo(100))
                .isInstanceOf(EOFException.class)
                .hasMessage("it ends at byte 8, but had been read up to byte 100");
    }

    private static List<String> rows(String csv, String... columns) throws IOException {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        return rows(open(new ByteArrayInputStream(bytes), columns), columns.length);
    }

    private static List<String> rows(CsvReader reader, int columns) throws IOException {
        List<String> rows = new ArrayList<>();
        while (reader.next()) {
            List<String> fields = new ArrayList<>();
            for (int i = 0; reader.broken() == null && i < columns; i++) {
                fields.add(reader.text(i));
            }
            rows.add(
                    reader.line()
                            + ": "
                            + (reader.broken() == null
                                    ? String.join("/", fields)
                                    : reader.broken() + " <" + reader.excerpt() + ">"));
        }
        return rows;
    }

    private static CsvReader open(InputStream in, String... columns) throws IOException {
        return CsvReader.open(in, "test.csv", List.of(columns));
    }

    /** So many NUL bytes. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
