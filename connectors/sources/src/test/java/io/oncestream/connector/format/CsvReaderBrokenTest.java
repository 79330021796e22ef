package io.oncestream.connector.format;

import static io.oncestream.connector.format.CsvRows.open;
import static io.oncestream.connector.format.CsvRows.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Records that are broken or too long lose themselves alone. */
class CsvReaderBrokenTest {

    private static final int MEBIBYTE = 1 << 20;

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
    void aQuoteIsClosedWithinAHundredLinesOrLosesOnlyItsOwn() throws IOException {
        String closed = "t,v\n1,\"" + "\n".repeat(99) + "\"\n5,6\n";
        assertThat(rows(closed, "t", "v")).hasSize(2).last().isEqualTo("102: 5/6");
        String tooLate = "t,v\n1,\"" + "x\n".repeat(100) + "\"\n5,6\n";
        assertThat(rows(tooLate, "t", "v"))
                .hasSize(100 + 1 + 1)
                .startsWith("2: broken CSV: a quote is not closed within 100 lines <1,\"x>")
                .endsWith("103: 5/6");
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
