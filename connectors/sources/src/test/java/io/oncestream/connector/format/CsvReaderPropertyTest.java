package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** jqwik prints the seed of what fails. */
class CsvReaderPropertyTest {

    private static final byte[] HEADER = "a,b,c\n".getBytes(StandardCharsets.UTF_8);
    private static final List<String> COLUMNS = List.of("a", "b", "c");

    @Property(tries = 20_000)
    void whateverTheBytesAreEachRecordIsWhatTheDefinitionSays(
            @ForAll("pieces") List<String> pieces, @ForAll("limits") CsvLimits limits) {
        check(bytes(pieces), limits);
    }

    @Property(tries = 300)
    void everyTruncationOfAFileIsReadToItsEnd(@ForAll("pieces") List<String> pieces) {
        byte[] whole = bytes(pieces);
        for (int length = HEADER.length; length < whole.length; length++) {
            check(Arrays.copyOf(whole, length), CsvLimits.DEFAULT);
        }
    }

    @Property(tries = 100)
    void bytesAtRandomNeverThrow(@ForAll Random random) {
        byte[] bytes = new byte[random.nextInt(5_000)];
        random.nextBytes(bytes);
        byte[] file = concat(HEADER, bytes);
        check(file, new CsvLimits(200, 5, 64));
        check(file, CsvLimits.DEFAULT);
    }

    @Property(tries = 500)
    void whatAWriterWroteIsReadAgain(@ForAll("tables") List<List<String>> rows) throws Exception {
        StringBuilder csv = new StringBuilder("a,b,c\r\n");
        for (List<String> row : rows) {
            csv.append("\"")
                    .append(row.get(0).replace("\"", "\"\""))
                    .append("\",")
                    .append(row.get(1).replaceAll("[\",\r\n]", ""))
                    .append(",\"")
                    .append(row.get(2).replace("\"", "\"\""))
                    .append("\"\r\n");
        }
        CsvReader reader = open(csv.toString().getBytes(StandardCharsets.UTF_8), CsvLimits.DEFAULT);
        for (List<String> row : rows) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.broken()).isNull();
            assertThat(reader.text(0)).isEqualTo(row.get(0));
            assertThat(reader.text(1)).isEqualTo(row.get(1).replaceAll("[\",\r\n]", ""));
            assertThat(reader.text(2)).isEqualTo(row.get(2));
        }
        assertThat(reader.next()).isFalse();
    }

    @Property(tries = 2_000)
    void readingGoesOnBehindAnyRecord(@ForAll("pieces") List<String> pieces, @ForAll Random random)
            throws IOException {
        byte[] file = bytes(pieces);
        List<CsvOracle.Expected> expected = CsvOracle.records(file, CsvLimits.DEFAULT);
        int read = random.nextInt(expected.size());
        CsvReader reader = open(file, CsvLimits.DEFAULT);
        reader.skipTo(expected.get(read).endOffset());
        for (CsvOracle.Expected record : expected.subList(read + 1, expected.size())) {
            checkNext(reader, record);
        }
        assertThat(reader.next()).isFalse();
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Arbitraries.of(
                        "\"",
                        "\"",
                        "\"\"",
                        ",",
                        ",",
                        "\n",
                        "\n",
                        "\r\n",
                        "\r",
                        "x",
                        "12.5",
                        " ",
                        "\0",
                        "\u00E4",
                        "\uD83D\uDE00",
                        "bad",
                        "a quite long text of many words")
                .list()
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<CsvLimits> limits() {
        return Arbitraries.of(
                CsvLimits.DEFAULT,
                new CsvLimits(6, 1, 3),
                new CsvLimits(10, 2, 1),
                new CsvLimits(20, 3, 7));
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> text =
                Arbitraries.strings().withChars("ab\",\r\n \u00E4\u20AC\0").ofMaxLength(12);
        return text.list().ofSize(3).list().ofMaxSize(20);
    }

    private static void check(byte[] file, CsvLimits limits) {
        List<CsvOracle.Expected> expected = CsvOracle.records(file, limits);
        try {
            CsvReader reader = open(file, limits);
            for (CsvOracle.Expected record : expected.subList(1, expected.size())) {
                checkNext(reader, record);
            }
            assertThat(reader.next()).isFalse();
            assertThat(reader.endOffset()).isEqualTo(file.length);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void checkNext(CsvReader reader, CsvOracle.Expected record) throws IOException {
        assertThat(reader.next()).isTrue();
        assertThat(reader.line()).isEqualTo(record.line());
        assertThat(reader.endOffset()).isEqualTo(record.endOffset());
        if (record.fields() == null) {
            assertThat(reader.broken()).isNotNull();
            if (record.text() != null) {
                assertThat(reader.excerpt()).isEqualTo(record.text());
            }
        } else {
            assertThat(reader.broken()).isNull();
            assertThat(reader.fields()).isEqualTo(record.fields().size());
            for (int i = 0; i < COLUMNS.size(); i++) {
                String field = i < record.fields().size() ? record.fields().get(i) : null;
                assertThat(reader.text(i)).isEqualTo(field);
            }
        }
    }

    private static CsvReader open(byte[] file, CsvLimits limits) throws IOException {
        return CsvReader.open(
                new ByteArrayInputStream(file), "test.csv", CsvRows.wanted(COLUMNS), limits);
    }

    /** The header, and the pieces as UTF-8, except for "bad". */
    private static byte[] bytes(List<String> pieces) {
        List<byte[]> parts = new ArrayList<>(List.of(HEADER));
        byte[] bad = {(byte) 0xC3, (byte) 0xFF};
        pieces.forEach(
                piece ->
                        parts.add(
                                piece.equals("bad")
                                        ? bad
                                        : piece.getBytes(StandardCharsets.UTF_8)));
        return concat(parts.toArray(byte[][]::new));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
