package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.compression.Compressed;
import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file holds, by its name and by how it begins. */
class InputFileContentTest {

    private static final String CSV = "t,v\n2001-01-01,2\n";
    private static final RecordFormats<Reading> FORMATS =
            TestFormats.of(new ReadingMapper(null, "t", "v", null));

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {"a.csv.gz#GZIP", "x.csv#GZIP", "x.csv.zst#ZSTD", "x.LZ4#LZ4"})
    void aCompressedFileIsRecognisedByItsNameAndByHowItBegins(String name, Compression compression)
            throws IOException {
        byte[] csv = CSV.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve(name), Compressed.bytes(compression, csv));
        InputFiles files = InputFiles.of("file:" + folder + "/" + name, FORMATS);
        assertThat(files.files()).extracting(InputFile::compression).containsExactly(compression);
        assertThat(files.bytes()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"GZIP,gz,3", "GZIP,gz,12", "ZSTD,zst,9", "LZ4,lz4,20"})
    void aCompressedFileThatIsCutOffIsRefused(Compression compression, String suffix, int length)
            throws IOException {
        byte[] csv = CSV.getBytes(StandardCharsets.UTF_8);
        byte[] cut = Arrays.copyOf(Compressed.bytes(compression, csv), length);
        Files.write(folder.resolve("x.csv." + suffix), cut);
        String file = folder + "/x.csv." + suffix;
        assertRefused(
                "file:" + file,
                "%s ends in the middle of its %s data: it is truncated, or not written to its end yet"
                        .formatted(file, compression.title()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gz", "zst", "lz4"})
    void aFileThatIsNotWhatItsNameSaysIsRefused(String suffix) throws IOException {
        Files.writeString(folder.resolve("x.csv." + suffix), CSV);
        assertThatThrownBy(() -> InputFiles.of("file:" + folder + "/x.csv." + suffix, FORMATS))
                .hasMessageStartingWith(folder + "/x.csv." + suffix + " is named as ")
                .hasMessageEndingWith(" data, but holds something else");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "x.csv.gz# is empty: a CSV file begins with a line that names its columns",
                "x.csv# is empty: a CSV file begins with a line that names its columns",
            })
    void anEmptyFileIsRefusedCompressedOrNot(String name, String message) throws IOException {
        Files.writeString(folder.resolve(name), "");
        assertRefused("file:" + folder + "/" + name, folder + "/" + name + " " + message);
        Files.write(folder.resolve(name), Compressed.bytes(Compression.GZIP, new byte[0]));
        assertRefused("file:" + folder + "/" + name, folder + "/" + name + " " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.csv.bz2", "x.xz", "x.zip", "x.csv.7z", "x.csv.br", "magic.csv"})
    void aFileThatIsCompressedOtherwiseIsRefused(String name) throws IOException {
        Files.writeString(folder.resolve(name), "PK\3\4 and so on");
        assertRefused(
                "file:" + folder + "/" + name,
                folder
                        + "/"
                        + name
                        + " is compressed in a way that is not read: decompress it first, or"
                        + " compress it with gzip, zstd or lz4");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "x.json#{\"t\":1700000000,\"v\":2}#",
                "x.json#[{\"t\":1700000000,\"v\":2}]#",
                "x.json#{||\"t\":1700000000,|\"v\":2}#",
                "x.ndjson##",
                "x.JSONL#broken|{#",
                "x.json#[1,|2]# holds no JSON objects: none of the first records begins with {; is"
                        + " it CSV (--format csv)?",
                "x.json#t,v|1,2# holds no JSON objects: none of the first records begins with {;"
                        + " is it CSV (--format csv)?",
                "x.json#[{\"t\":1700000000,|\"v\":2}# ends in the middle of a JSON array, on line"
                        + " 2: it is truncated, or not written to its end yet",
                "x.json#{|\"t\":1700000000,|\"v\":2# ends in the middle of the JSON that begins on"
                        + " line 1: it is truncated, or not written to its end yet",
            })
    void aJsonFileHasAnObjectAmongItsFirstLines(String name, String text, String message)
            throws IOException {
        Files.writeString(folder.resolve(name), text == null ? "" : text.replace("|", "\n"));
        String from = "file:" + folder + "/" + name;
        if (message == null) {
            assertThat(InputFiles.of(from, FORMATS).files())
                    .extracting(InputFile::path)
                    .containsExactly(folder + "/" + name);
        } else {
            assertRefused(from, folder + "/" + name + " " + message);
        }
    }

    /** A line of a terabyte, which takes no room on the disk but hours to read. */
    @Test
    @Timeout(60)
    void onlyTheBeginningOfAFileIsLookedAt() throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, CSV);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), 1L << 40);
        }
        assertThat(InputFiles.of("file:" + file, FORMATS).bytes()).isGreaterThan(1L << 40);
    }

    private static void assertRefused(String from, String message) {
        assertThatThrownBy(() -> InputFiles.of(from, FORMATS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
