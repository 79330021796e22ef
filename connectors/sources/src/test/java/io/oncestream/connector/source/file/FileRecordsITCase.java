package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRecordsITCase {

    private static final int PARALLELISM = 2;
    private static final Pattern DIGITS = Pattern.compile("\\D*(\\d+)\\D*");
    private static final RecordFormats<Reading> FORMATS =
            TestFormats.of(new ReadingMapper("key", "time", "value", null));

    @TempDir private Path folder;
    @TempDir private Path checkpoints;

    @Test
    void everyRowOfEveryFileIsReadOnceWithItsPlaceAndItsBytes() throws Exception {
        write("a.csv", "key,time,value\nx,1000000001,1\nx,oops,2\n\nx,1000000003,3\n");
        write(
                "b c%20.csv",
                "\uFEFFtime;value;key\r\n\r\n1000000004;4;\"y\nz\"\r\n1000000005;;y\r\n\r\n\r\n");
        write("sub/header only.csv", "key,time,value\n");
        write(
                "sub/long.csv",
                "key,time,value\nx,1000000006," + "6".repeat(2 << 20) + "\nx,1000000007,7\n");

        InputFiles files = files();
        List<Decoded<Reading>> read = read(files, new Configuration());

        assertThat(read.stream().map(Decoded::value).filter(Objects::nonNull))
                .containsExactlyInAnyOrder(
                        reading("x", 1), reading("x", 3), reading("y\nz", 4), reading("x", 7));
        assertThat(rejects(read))
                .extracting(
                        RejectedRecord::source, RejectedRecord::position, RejectedRecord::reason)
                .containsExactlyInAnyOrder(
                        tuple(
                                folder + "/a.csv",
                                3L,
                                "time \"oops\" in column time is neither an ISO-8601 time such as"
                                        + " 2001-12-31T23:59:59 nor epoch seconds or milliseconds"),
                        tuple(
                                folder + "/b c%20.csv",
                                5L,
                                "value \"\" in column value is not a finite number"),
                        tuple(folder + "/sub/long.csv", 2L, "a line over 1 MiB"));
        long headerOnly = Files.size(folder.resolve("sub/header only.csv"));
        assertThat(read.stream().mapToLong(Decoded::bytes).sum())
                .isEqualTo(files.bytes() - headerOnly);
    }

    /**
     * Seen red: without {@code skipTo} in {@link FileReader}, rows came twice, from the files'
     * beginning on; with a {@code skipTo} that counts no lines, the records that were rejected
     * after the failure had line numbers as if the file began at the checkpoint.
     */
    @ParameterizedTest
    @ValueSource(strings = {"csv", "json"})
    void afterAFailureReadingGoesOnBehindTheCheckpointWithTheRightLineNumbers(String format)
            throws Exception {
        int rows = 30_000;
        int rejectEach = 300;
        for (int file = 0; file < 3; file++) {
            String text = bigFile(file * rows, rows, rejectEach);
            write(file + "." + format, format.equals("csv") ? text : array(text));
        }
        FailOnce.reset();
        List<Decoded<Reading>> read = read(files(), recovering());

        assertThat(FailOnce.hasFailed()).isTrue();
        assertThat(FailOnce.firstRowsAfterwards())
                .as("a file is read on from its middle")
                .anyMatch(row -> row % rows > rejectEach);
        // Compared as arrays: in any order would take AssertJ many minutes.
        assertThat(values(read))
                .isEqualTo(
                        IntStream.range(0, 3 * rows)
                                .filter(row -> row % rejectEach != 0)
                                .toArray());
        assertThat(rejects(read))
                .hasSize(3 * rows / rejectEach)
                .allSatisfy(
                        rejected -> {
                            int row =
                                    Integer.parseInt(
                                            DIGITS.matcher(rejected.text().split(",", -1)[2])
                                                    .replaceAll("$1"));
                            assertThat(rejected.source())
                                    .isEqualTo(folder + "/" + row / rows + "." + format);
                            assertThat(rejected.position()).isEqualTo(lineOf(row % rows));
                        })
                .doesNotHaveDuplicates();
    }

    /** Seen red: with each part's first line as the file's, rejects had the numbers of others. */
    @Test
    void aLargeFileIsReadByAllSubtasksAndAfterAFailureEachPartGoesOn() throws Exception {
        int rows = 60_000;
        int rejectEach = 300;
        StringBuilder csv = new StringBuilder("key,time,value\n");
        for (int row = 0; row < rows; row++) {
            csv.append("x,").append(row % rejectEach == 0 ? "never" : "1000000001");
            csv.append(',').append(row).append('\n');
        }
        write("large.csv", csv.toString());
        FailOnce.reset();
        InputFiles files = files();
        List<Decoded<Reading>> read = read(files, recovering(), 10_000);

        assertThat(FailOnce.hasFailed()).isTrue();
        assertThat(FailOnce.firstRowsAfterwards())
                .hasSize(PARALLELISM)
                .allMatch(row -> row > rejectEach);
        assertThat(values(read))
                .isEqualTo(IntStream.range(0, rows).filter(row -> row % rejectEach != 0).toArray());
        assertThat(rejects(read))
                .extracting(RejectedRecord::position)
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, rows / rejectEach)
                                .mapToObj(reject -> 2 + reject * rejectEach)
                                .toList());
        assertThat(read.stream().mapToLong(Decoded::bytes).sum()).isEqualTo(files.bytes());
    }

    @Test
    void aFileThatIsGoneFailsTheJobWithItsName() throws Exception {
        write("a.csv", "key,time,value\nx,1000000001,1\n");
        InputFiles files = files();
        Files.delete(folder.resolve("a.csv"));
        assertThatThrownBy(() -> read(files, new Configuration()))
                .satisfies(
                        e ->
                                assertThat(
                                                ExceptionUtils.findThrowableWithMessage(
                                                        e,
                                                        "file "
                                                                + folder
                                                                + "/a.csv cannot be read any"
                                                                + " more: "))
                                        .isPresent());
    }

    private static int[] values(List<Decoded<Reading>> read) {
        return read.stream()
                .map(Decoded::value)
                .filter(Objects::nonNull)
                .mapToInt(reading -> (int) reading.value())
                .sorted()
                .toArray();
    }

    private static Stream<RejectedRecord> rejects(List<Decoded<Reading>> read) {
        return read.stream().filter(decoded -> decoded.value() == null).map(Decoded::rejected);
    }

    /** Rows of two lines each, so that line numbers are not row numbers. */
    private static String bigFile(int firstRow, int rows, int rejectEach) {
        StringBuilder csv = new StringBuilder("key,time,value\n");
        for (int row = firstRow; row < firstRow + rows; row++) {
            csv.append("\"two\nlines\",").append(row % rejectEach == 0 ? "never" : "1000000001");
            csv.append(',').append(row).append('\n');
        }
        return csv.toString();
    }

    /** The same rows as the elements of an array, each on as many lines. */
    private static String array(String csv) {
        return csv.replaceAll("key,time,value\n", "[\n")
                .replaceAll(
                        "\"two\nlines\",(\\w+),(\\d+)\n",
                        "{\"key\":\"x\",\n\"time\":\"$1\",\"value\":$2},\n")
                .replaceAll(",\n$", "]");
    }

    private static long lineOf(int rowInFile) {
        return 2 + 2L * rowInFile;
    }

    private Configuration recovering() {
        Configuration config = new Configuration();
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
        config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return config;
    }

    private static List<Decoded<Reading>> read(InputFiles files, Configuration config)
            throws Exception {
        return read(files, config, FileParts.BYTES_MIN);
    }

    private static List<Decoded<Reading>> read(
            InputFiles files, Configuration config, long partBytesMin) throws Exception {
        config.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, config);
        SingleOutputStreamOperator<Decoded<Reading>> read =
                env.fromSource(
                                FileRecords.source(files, FORMATS, partBytesMin),
                                WatermarkStrategy.noWatermarks(),
                                "read files")
                        .map(new FailOnce())
                        .returns(Decoded.typeInformation(TypeInformation.of(Reading.class)));
        List<Decoded<Reading>> result = new ArrayList<>();
        try (CloseableIterator<Decoded<Reading>> rows = read.executeAndCollect()) {
            rows.forEachRemaining(result::add);
        }
        return result;
    }

    private InputFiles files() {
        return InputFiles.of("file:" + folder, FORMATS);
    }

    private static Reading reading(String key, int number) {
        return new Reading(key, Instant.ofEpochSecond(1_000_000_000L + number), number, 0);
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
