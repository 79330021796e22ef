package io.oncestream.connector.format;

import static io.oncestream.connector.format.CsvRows.open;
import static io.oncestream.connector.format.CsvRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers, columns and fields. */
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
}
