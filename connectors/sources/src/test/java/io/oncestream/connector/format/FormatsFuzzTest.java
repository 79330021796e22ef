package io.oncestream.connector.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.compression.Compressed;
import io.oncestream.connector.compression.CompressedDataException;
import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are: a reading or a reject, never a failure. jqwik prints the seed. */
class FormatsFuzzTest {

    private static final ReadingMapper MAPPER = new ReadingMapper("d.id", "t", "d.v", "w");
    private static final JsonMessages<Reading> JSON =
            new JsonMessages<>(MAPPER, FieldRules.DEFAULT);
    private static final CsvMessages<Reading> CSV =
            new CsvMessages<>(List.of("t", "d.id", "d.v", "w"), MAPPER, FieldRules.DEFAULT);
    private static final JsonLines<Reading> LINES = new JsonLines<>(JSON);
    private static final CsvFormat<Reading> ROWS = new CsvFormat<>(MAPPER, FieldRules.DEFAULT);
    private static final byte[] JSON_RECORD =
            "{\"d\":{\"id\":\"\u00e4\\n\",\"v\":-1.5e1,\"z\":[1,{\"a\":null}]},\"t\":\"2001-12-31\",\"w\":2}"
                    .getBytes(StandardCharsets.UTF_8);
    private static final byte[] CSV_RECORD =
            "2001-12-31,\"\u00e4, \"\"b\"\"\",-1.5e1,2".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEADER = "t,d.id,d.v,w\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void everyTruncationOfARecordIsAReadingOrAReject() {
        assertThat(JSON.decode(JSON_RECORD, "x", 1).value()).isNotNull();
        assertThat(CSV.decode(CSV_RECORD, "x", 1).value()).isNotNull();
        for (int length = 0; length < JSON_RECORD.length; length++) {
            Decoded<Reading> decoded = JSON.decode(Arrays.copyOf(JSON_RECORD, length), "x", 1);
            assertThat(decoded.value()).as("of %d bytes", length).isNull();
            checkOne(decoded, length);
        }
        for (int length = 0; length < CSV_RECORD.length; length++) {
            checkOne(CSV.decode(Arrays.copyOf(CSV_RECORD, length), "x", 1), length);
        }
    }

    @Property(tries = 5_000)
    void bytesAtRandomAreAReadingOrAReject(@ForAll Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        checkOne(JSON.decode(bytes, "x", 1), bytes.length);
        checkOne(CSV.decode(bytes, "x", 1), bytes.length);
    }

    @Property(tries = 20_000)
    void changedRecordsAreAReadingOrAReject(@ForAll Random random) {
        byte[] json = changed(JSON_RECORD, random);
        checkOne(JSON.decode(json, "x", 1), json.length);
        byte[] csv = changed(CSV_RECORD, random);
        checkOne(CSV.decode(csv, "x", 1), csv.length);
    }

    /** Of numbers, names, texts and nesting of any length. */
    @Property(tries = 300)
    void hugePartsAreAReadingOrAReject(@ForAll Random random) {
        String part =
                List.of("9", "[", "{\"a\":", "0.1e", "\\u", "\"", "-", " ").get(random.nextInt(8));
        String huge = part.repeat(1 << random.nextInt(17));
        String record = new String(JSON_RECORD, StandardCharsets.UTF_8);
        int at = random.nextInt(record.length());
        byte[] json =
                (record.substring(0, at) + huge + record.substring(at))
                        .getBytes(StandardCharsets.UTF_8);
        checkOne(JSON.decode(json, "x", 1), json.length);
        checkOne(CSV.decode(json, "x", 1), json.length);
    }

    @Property(tries = 300)
    void filesOfAnythingAreReadToTheirEndHoweverTheyArrive(@ForAll Random random)
            throws IOException {
        byte[] json = manyChanged(JSON_RECORD, random, new byte[0]);
        List<Decoded<Reading>> lines = readAll(LINES, inPieces(json, random), json);
        assertThat(readAll(LINES, new ByteArrayInputStream(json), json)).isEqualTo(lines);
        byte[] csv = manyChanged(CSV_RECORD, random, HEADER);
        List<Decoded<Reading>> rows = readAll(ROWS, inPieces(csv, random), csv);
        assertThat(readAll(ROWS, new ByteArrayInputStream(csv), csv)).isEqualTo(rows);
    }

    @Property(tries = 200)
    void jsonIsReadOnBehindAnyRecord(@ForAll Random random) throws IOException {
        readOnBehindEach(manyChanged(JSON_RECORD, random, new byte[0]));
        readOnBehindEach(array(random));
    }

    /** Whatever stands between them, and however long some are. */
    private static byte[] array(Random random) {
        StringBuilder array = new StringBuilder(random.nextBoolean() ? "[" : " \n[\n");
        for (int i = random.nextInt(20); i >= 0; i--) {
            String record = new String(JSON_RECORD, StandardCharsets.ISO_8859_1);
            int length = random.nextInt(9) == 0 ? 600 : random.nextInt(9);
            String indented = record.replace(",\"t\"", "\n".repeat(length) + ",\"t\"");
            array.append(List.of(indented, "7", "\"]\\\"\"", "[{}]").get(random.nextInt(4)));
            array.append(i > 0 ? List.of(",", " ,\n ", ",\n\n").get(random.nextInt(3)) : "\n]");
            array.append(i > 0 && random.nextInt(9) == 0 ? "7]\n[" : "");
        }
        return array.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void readOnBehindEach(byte[] json) throws IOException {
        RecordReader<Reading> all = open(json);
        long end = 0;
        try {
            while (all.next()) {
                RecordReader<Reading> rest = open(json);
                rest.skipTo(end);
                assertThat(rest.next()).isTrue();
                assertThat(rest.decode(0)).isEqualTo(all.decode(0));
                end = rest.endOffset();
                assertThat(end).isEqualTo(all.endOffset());
            }
        } catch (CutOffException e) {
            assertThat(e.getMessage()).startsWith("ends in the middle of ");
        }
        assertThat(end).isLessThanOrEqualTo(json.length);
    }

    @Property(tries = 2_000)
    void compressedDataThatWasChangedIsReadOrSaysWhyNot(
            @ForAll Compression compression, @ForAll Random random) throws IOException {
        byte[] bytes =
                changed(
                        Compressed.bytes(
                                compression, "abc".repeat(50).getBytes(StandardCharsets.UTF_8)),
                        random);
        try (InputStream in = compression.decompress(inPieces(bytes, random))) {
            assertThat(in.readAllBytes().length).isLessThan(64 << 20);
        } catch (CompressedDataException e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("\n");
        }
    }

    private static RecordReader<Reading> open(byte[] json) throws IOException {
        return LINES.open(new ByteArrayInputStream(json), "x", new CsvLimits(500, 1, 16));
    }

    private static List<Decoded<Reading>> readAll(
            RecordFormat<Reading> format, InputStream in, byte[] file) throws IOException {
        RecordReader<Reading> reader = format.open(in, "x");
        List<Decoded<Reading>> read = new ArrayList<>();
        try {
            while (reader.next()) {
                Decoded<Reading> decoded = reader.decode(5);
                checkOne(decoded, 5);
                read.add(decoded);
            }
        } catch (CutOffException e) {
            assertThat(format).isSameAs(LINES);
            return read;
        }
        assertThat(reader.endOffset()).isEqualTo(file.length);
        return read;
    }

    private static void checkOne(Decoded<Reading> decoded, long bytes) {
        // Both of a row over several lines.
        assertThat(decoded.value() == null && decoded.rejected() == null).isFalse();
        assertThat(decoded.bytes()).isEqualTo(bytes);
        if (decoded.value() != null) {
            assertThat(decoded.value().value()).isFinite();
        }
        if (decoded.rejected() != null) {
            assertThat(decoded.rejected().reason())
                    .isNotBlank()
                    .hasSizeLessThan(300)
                    .doesNotContain("\0", "Source:", "jackson");
        }
    }

    private static byte[] manyChanged(byte[] record, Random random, byte[] header) {
        StringBuilder file = new StringBuilder(new String(header, StandardCharsets.ISO_8859_1));
        for (int i = random.nextInt(20); i >= 0; i--) {
            byte[] line = random.nextBoolean() ? record : changed(record, random);
            file.append(new String(line, StandardCharsets.ISO_8859_1));
            file.append(List.of("\n", "\r\n", "\n\n", "").get(random.nextInt(4)));
        }
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] changed(byte[] record, Random random) {
        byte[] bytes = record.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
                default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return bytes;
    }

    private static InputStream inPieces(byte[] bytes, Random random) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] b, int off, int len) throws IOException {
                return super.read(b, off, Math.min(len, 1 + random.nextInt(9)));
            }

            @Override
            public int available() {
                return 0;
            }
        };
    }
}
