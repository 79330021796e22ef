package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parts of a file behind each other are the file as it is read whole: each record, reject, line
 * number, byte count and position, also where reading breaks off and goes on.
 */
class FilePartsPropertyTest {

    private static final RecordFormats<Reading> FORMATS =
            TestFormats.of(new ReadingMapper("key", "time", "value", null));
    private static final String[] ROWS = {
        "k,1000000001,1.5",
        "ä€😀,2001-09-09T01:46:41Z,-7",
        "x,never,2",
        "too,many,fields,here",
        "short",
        "",
        "",
        "\r",
        " ",
        "\0,1000000001,3"
    };

    private record Read(Decoded<Reading> record, long endOffset) {}

    @TempDir private Path folder;

    @Test
    void partsOfRandomFilesAreTheFilesReadAsAWhole() throws IOException {
        int divided = 0;
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            String csv = csv(random);
            List<FileSourceSplit> splits = splits(csv, 1 + random.nextInt(60));
            divided += splits.size() > 1 ? 1 : 0;
            List<Read> parts = new ArrayList<>();
            for (FileSourceSplit split : splits) {
                parts.addAll(records(split, random.nextBoolean() ? random.nextInt(4) : -1));
            }
            assertThat(parts)
                    .as("seed %d: %s in %s", seed, csv, splits)
                    .isEqualTo(records(FilePart.whole(0, input(csv)), -1));
        }
        assertThat(divided).as("files that were divided").isGreaterThan(500);
    }

    @Test
    void eachPartHasItsShareOfAFile() throws IOException {
        String csv = "key,time,value\n" + "k,1000000001,1.5\n".repeat(100_000);
        assertThat(splits(csv, 200_000))
                .hasSize(8)
                .allSatisfy(split -> assertThat(split.length()).isBetween(200_000L, 220_000L));
    }

    @Test
    void aFileWithAQuoteIsReadAsAWhole() throws IOException {
        String rows = "key,time,value\n" + "k,1000000001,1.5\n".repeat(100_000);
        assertThat(splits(rows + "5\" pipe,1000000001,1\n", 1_000)).hasSize(1);
        assertThat(splits(rows.replaceFirst("key", "\"key\""), 1_000)).hasSize(1);
    }

    @Test
    void aFileThatIsSmallBesideTheOthersIsReadAsAWhole() throws IOException {
        InputFile small = input("key,time,value\n" + "k,1000000001,1.5\n".repeat(10_000));
        InputFile large = new InputFile(small.path(), 1 << 30, Compression.NONE);
        assertThat(new FileParts(List.of(small, large), FORMATS, 1_000).dividedAmong(2))
                .filteredOn(split -> FilePart.of(split).isWhole())
                .hasSize(2);
        assertThat(new FileParts(List.of(small), FORMATS, 1_000).dividedAmong(1)).hasSize(1);
        assertThat(new FileParts(List.of(small), FORMATS, 1_000).dividedAmong(2)).hasSize(8);
    }

    private List<FileSourceSplit> splits(String csv, int bytes) throws IOException {
        return new FileParts(List.of(input(csv)), FORMATS, bytes).dividedAmong(2);
    }

    private InputFile input(String csv) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.writeString(file, csv);
        return new InputFile(file.toString(), Files.size(file), Compression.NONE);
    }

    /**
     * @param breakAfter how many records are read before the file is opened again; -1: it is not
     */
    private static List<Read> records(FileSourceSplit split, int breakAfter) throws IOException {
        List<Read> all = read(split);
        if (breakAfter < 0 || breakAfter >= all.size() - 1) {
            return all;
        }
        List<Read> records = new ArrayList<>(all.subList(0, breakAfter + 1));
        records.addAll(
                read(
                        split.updateWithCheckpointedPosition(
                                new CheckpointedPosition(all.get(breakAfter).endOffset(), 0))));
        return records;
    }

    private static List<Read> read(FileSourceSplit split) throws IOException {
        List<Read> records = new ArrayList<>();
        try (BulkFormat.Reader<Decoded<Reading>> reader =
                new FileFormat<>(FORMATS).restoreReader(null, split)) {
            var batch = reader.readBatch();
            while (batch != null) {
                var next = batch.next();
                while (next != null) {
                    records.add(new Read(next.getRecord(), next.getOffset()));
                    next = batch.next();
                }
                batch = reader.readBatch();
            }
        }
        return records;
    }

    private static String csv(Random random) {
        String lineBreak = random.nextBoolean() ? "\n" : "\r\n";
        StringBuilder csv = new StringBuilder();
        csv.append(random.nextInt(4) == 0 ? "\uFEFF" : "");
        csv.append(lineBreak.repeat(random.nextInt(4) == 0 ? random.nextInt(3) : 0));
        csv.append("key,time,value");
        int rows = random.nextInt(20) == 0 ? 0 : random.nextInt(30);
        for (int row = 0; row < rows; row++) {
            String text = ROWS[random.nextInt(ROWS.length)];
            csv.append(random.nextInt(10) == 0 ? "\n" : lineBreak).append(text);
        }
        csv.append(random.nextBoolean() ? lineBreak : "");
        return csv.toString();
    }
}
