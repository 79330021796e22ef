package io.oncestream.connector.source.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.compression.Compressed;
import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.format.RecordFormats;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.reading.RejectedRecord;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** CSV and JSON files, compressed in each way and not, in one folder. */
class CompressedFilesITCase {

    private static final int PARALLELISM = 2;
    private static final int ROWS = 10_000;
    private static final int REJECT_EACH = 100;
    private static final RecordFormats<Reading> FORMATS =
            TestFormats.of(new ReadingMapper("key", "time", "m.value", null));

    @TempDir private Path folder;
    @TempDir private Path checkpoints;

    /** Red without {@code skipTo} in {@link FileReader}: rows came twice. */
    @Test
    void eachRowIsReadOnceWhateverItsFormatAndAfterAFailureToo() throws Exception {
        List<String> names = new ArrayList<>();
        for (Compression compression : Compression.values()) {
            for (String format : List.of("csv", "jsonl")) {
                String name = format + "-" + compression + "." + format + suffix(compression);
                String text = format.equals("csv") ? csv(names.size()) : json(names.size());
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                Files.write(folder.resolve(name), Compressed.bytes(compression, bytes));
                names.add(folder + "/" + name);
            }
        }
        FailOnce.reset();
        List<Decoded<Reading>> read = read(files(), recovering());

        assertThat(FailOnce.hasFailed()).isTrue();
        assertThat(FailOnce.firstRowsAfterwards())
                .as("a file is read on from its middle")
                .anyMatch(row -> row % ROWS > REJECT_EACH);
        assertThat(
                        read.stream()
                                .map(Decoded::value)
                                .filter(Objects::nonNull)
                                .mapToInt(reading -> (int) reading.value())
                                .sorted()
                                .toArray())
                .isEqualTo(
                        IntStream.range(0, names.size() * ROWS)
                                .filter(row -> row % REJECT_EACH != 0)
                                .toArray());
        List<RejectedRecord> rejected =
                read.stream().map(Decoded::rejected).filter(Objects::nonNull).toList();
        assertThat(rejected).hasSize(names.size() * ROWS / REJECT_EACH).doesNotHaveDuplicates();
        for (RejectedRecord record : rejected) {
            int row = Integer.parseInt(record.text().replaceAll("[^0-9]", ""));
            int file = names.indexOf(record.source());
            boolean header = record.source().contains(".csv");
            assertThat(row / ROWS).isEqualTo(file);
            assertThat(record.position()).isEqualTo(row % ROWS + (header ? 2 : 1));
        }
    }

    @Test
    @Timeout(300)
    void aDecompressionBombFailsTheJobInOneLineWithoutARestart() throws Exception {
        long bytes = 5L << 30;
        Path bomb = folder.resolve("bomb.csv.zst");
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = Compressed.output(Compression.ZSTD, Files.newOutputStream(bomb))) {
            out.write("key,time,m.value\n".getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < bytes; written += zeros.length) {
                out.write(zeros);
            }
        }
        assertThat(Files.size(bomb)).isLessThan(1 << 20);
        assertFails(
                "file "
                        + bomb
                        + " expands to more than 5,000 times its size, as only a decompression bomb"
                        + " does: if it is none, decompress it first");
    }

    @Test
    @Timeout(300)
    void aFileThatBreaksOffInItsMiddleFailsTheJobInOneLineWithoutARestart() throws Exception {
        Path file = folder.resolve("half.csv.gz");
        byte[] whole =
                Compressed.bytes(
                        Compression.GZIP, csv(0).repeat(20).getBytes(StandardCharsets.UTF_8));
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertFails(
                "file "
                        + file
                        + " ends in the middle of its gzip data: it is truncated, or not written to"
                        + " its end yet; put an intact one in its place, under its name");
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> read(files(), recovering()))
                .satisfies(
                        e ->
                                assertThat(ExceptionUtils.findThrowableWithMessage(e, message))
                                        .isPresent());
    }

    private static String suffix(Compression compression) {
        return switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case ZSTD -> ".zst";
            case LZ4 -> ".lz4";
        };
    }

    private static String csv(int file) {
        StringBuilder text = new StringBuilder("key,time,m.value\n");
        for (int row = file * ROWS; row < (file + 1) * ROWS; row++) {
            text.append("x,").append(row % REJECT_EACH == 0 ? "never," : "1000000001,");
            text.append(row).append('\n');
        }
        return text.toString();
    }

    private static String json(int file) {
        StringBuilder text = new StringBuilder();
        for (int row = file * ROWS; row < (file + 1) * ROWS; row++) {
            text.append("{\"key\":\"x\",\"m\":{\"value\":").append(row).append("},\"time\":");
            text.append(row % REJECT_EACH == 0 ? "null" : "\"1970-01-01T00:00:01\"");
            text.append("}\n");
        }
        return text.toString();
    }

    private InputFiles files() {
        return InputFiles.of("file:" + folder, FORMATS);
    }

    private Configuration recovering() {
        Configuration config = new Configuration();
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(10));
        config.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        config.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, Integer.MAX_VALUE);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return config;
    }

    private static List<Decoded<Reading>> read(InputFiles files, Configuration config)
            throws Exception {
        config.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM, config);
        SingleOutputStreamOperator<Decoded<Reading>> read =
                env.fromSource(
                                FileRecords.source(files, FORMATS),
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
}
