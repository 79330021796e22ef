package io.oncestream.connector.source.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.reading.ReadingSequences;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import io.oncestream.testing.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeneratedRecordsITCase {

    private static final int COUNT = 20_000;

    @RegisterExtension static final FlinkCluster FLINK = FlinkCluster.ofSlots(4);

    @TempDir private Path checkpoints;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void theReadingsAreThoseOfTheirIndexesAtAnyParallelism(int parallelism) throws Exception {
        String uri = "gen:?keys=10&seed=3&count=" + COUNT;
        assertThat(read(uri, parallelism, false)).isEqualTo(expected(uri));
    }

    @Test
    void lessReadingsThanSplitsAreEnough() throws Exception {
        assertThat(read("gen:?count=3", 2, false)).isEqualTo(expected("gen:?count=3"));
    }

    /**
     * Red where the reader's snapshot held the splits as they had been assigned: 30,000 readings.
     */
    @Test
    void afterAFailureEachReadingIsStillThereOnce() throws Exception {
        FailsBehindACheckpoint.FAILED.set(false);
        String uri = "gen:?rate=20000&count=" + COUNT;
        List<Reading> read = read(uri, 2, true);
        assertThat(FailsBehindACheckpoint.FAILED).isTrue();
        assertThat(read).isEqualTo(expected(uri));
    }

    private static List<Reading> expected(String uri) {
        GeneratorOptions<Reading> options = options(uri);
        return LongStream.range(0, options.end()).mapToObj(options.sequence()::at).toList();
    }

    private static GeneratorOptions<Reading> options(String uri) {
        return GeneratorOptions.of(uri, new ReadingSequences());
    }

    /** In the order of event time, which no two readings share. */
    private List<Reading> read(String uri, int parallelism, boolean failing) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration());
        env.setParallelism(parallelism);
        List<Reading> readings = new ArrayList<>();
        try (CloseableIterator<Reading> all =
                env.fromSource(
                                GeneratedRecords.source(options(uri)),
                                WatermarkStrategy.noWatermarks(),
                                "gen")
                        .map(new FailsBehindACheckpoint(failing))
                        .returns(TypeInformation.of(Reading.class))
                        .executeAndCollect()) {
            all.forEachRemaining(readings::add);
        }
        readings.sort(Comparator.comparing(Reading::time));
        return readings;
    }

    private Configuration configuration() {
        return new Configuration()
                .set(PipelineOptions.GENERIC_TYPES, false)
                .set(PipelineOptions.OBJECT_REUSE, true)
                .set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50))
                .set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem")
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString())
                .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1)
                .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    }

    /** Fails once, at the second record behind a checkpoint that covers some. */
    private static final class FailsBehindACheckpoint
            implements MapFunction<Decoded<Reading>, Reading>, CheckpointListener {

        private static final long serialVersionUID = 1L;
        private static final int SEEN_BEFORE = 1_000;
        private static final long PACE_NANOS = 1_000_000;
        private static final AtomicBoolean FAILED = new AtomicBoolean();

        private final boolean failing;
        private int seen;
        private int seenUntilFailure = Integer.MAX_VALUE;

        FailsBehindACheckpoint(boolean failing) {
            this.failing = failing;
        }

        @Override
        public Reading map(Decoded<Reading> decoded) {
            if (failing && ++seen > seenUntilFailure && FAILED.compareAndSet(false, true)) {
                throw new IllegalStateException("failing on purpose");
            }
            if (failing && seen > SEEN_BEFORE && !FAILED.get()) {
                // The checkpoint must be complete before the end.
                LockSupport.parkNanos(PACE_NANOS);
            }
            return decoded.value();
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            // The first may have begun before the first record; no second one has, at this pace.
            if (seen > SEEN_BEFORE && seenUntilFailure == Integer.MAX_VALUE) {
                seenUntilFailure = seen + 1;
            }
        }
    }
}
