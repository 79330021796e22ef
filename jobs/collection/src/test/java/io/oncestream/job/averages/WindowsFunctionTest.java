package io.oncestream.job.averages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oncestream.function.window.Accumulator;
import io.oncestream.function.window.Windowing;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The job's window operator, taken from its graph. */
class WindowsFunctionTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void aWindowIsEmittedWhenTheWatermarkPassesItsEndAndLeavesNoState() throws Exception {
        try (Harness harness = open(SECOND, SECOND, null)) {
            harness.read("a", 100, 1);
            harness.read("a", 999, 3);
            harness.read("b", 500, 7);
            harness.read("a", 1_000, 5);
            harness.processWatermark(new Watermark(998));
            assertThat(harness.extractOutputValues()).isEmpty();
            assertThat(harness.numKeyedStateEntries()).isEqualTo(3);

            harness.processWatermark(new Watermark(999));
            assertThat(harness.extractOutputValues())
                    .extracting(WindowSummary::key, WindowSummary::count, WindowSummary::mean)
                    .containsExactlyInAnyOrder(tuple("a", 2L, 2d), tuple("b", 1L, 7d));

            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues()).hasSize(3);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void windowsAreAlignedToTheEpochBeforeItToo() throws Exception {
        try (Harness harness = open(Duration.ofDays(1), Duration.ofDays(1), null)) {
            harness.read("a", -1, 1);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            WindowSummary summary = harness.extractOutputValues().get(0);
            assertThat(summary.windowStart()).isEqualTo(Instant.parse("1969-12-31T00:00:00Z"));
            assertThat(summary.windowEnd()).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void aReadingIsInEachWindowThatOverlapsIt() throws Exception {
        try (Harness harness = open(SECOND, Duration.ofMillis(400), null)) {
            harness.read("a", 900, 1);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues())
                    .extracting(summary -> summary.windowStart().toEpochMilli())
                    .containsExactlyInAnyOrder(0L, 400L, 800L);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void anOpenWindowGoesOnWhereItsSnapshotWasTaken() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = open(SECOND, SECOND, null)) {
            harness.read("a", 1, 0.1);
            harness.read("a", 2, 0.2);
            harness.prepareSnapshotPreBarrier(1);
            snapshot = harness.snapshot(1, 1);
            harness.read("a", 3, 1e9);
        }
        try (Harness restored = open(SECOND, SECOND, snapshot)) {
            restored.read("a", 3, -0.3);
            restored.processWatermark(Watermark.MAX_WATERMARK);
            WindowSummary summary = restored.extractOutputValues().get(0);
            assertThat(summary.count()).isEqualTo(3);
            // 0.1 + 0.2 - 0.3 of the doubles next to these numbers, without rounding in between.
            assertThat(summary.sum()).isEqualTo(0x1p-55);
            assertThat(summary.first()).isEqualTo(0.1);
            assertThat(summary.last()).isEqualTo(-0.3);
        }
    }

    @Test
    void aReadingWithinTheLatenessUpdatesItsRow() throws Exception {
        AveragesConfig config = new AveragesConfig(SECOND, SECOND, Duration.ofSeconds(2));
        try (Harness harness = open(config, null)) {
            harness.read("a", 100, 1);
            harness.processWatermark(new Watermark(2_998));
            harness.read("a", 200, 4);
            assertThat(harness.extractOutputValues())
                    .extracting(WindowSummary::count, WindowSummary::sum)
                    .containsExactly(tuple(1L, 1d), tuple(2L, 5d));

            harness.processWatermark(new Watermark(2_999));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
            harness.read("a", 300, 8);
            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(harness.late())
                    .extracting(late -> late.getValue().accumulator().first().value())
                    .containsExactly(8d);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void aReadingThatIsTooLateForSomeOfItsWindowsIsInTheOthers() throws Exception {
        try (Harness harness = open(SECOND, Duration.ofMillis(500), null)) {
            harness.processWatermark(new Watermark(1_200));
            harness.read("a", 900, 1);
            harness.read("a", 400, 2);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(harness.extractOutputValues())
                    .extracting(summary -> summary.windowStart().toEpochMilli())
                    .containsExactly(500L);
            assertThat(harness.late())
                    .extracting(late -> late.getValue().accumulator().first().value())
                    .containsExactly(2d);
        }
    }

    private static Harness open(
            Duration window, Duration slide, @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        return open(new AveragesConfig(window, slide, Duration.ZERO), snapshot);
    }

    private static Harness open(AveragesConfig config, @Nullable OperatorSubtaskState snapshot)
            throws Exception {
        Harness harness = new Harness(config);
        harness.setup();
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    @SuppressWarnings("unchecked")
    private static StreamOperatorFactory<WindowSummary> operator(AveragesConfig config) {
        return AveragesGraph.operators(config).stream()
                .filter(operator -> "windows".equals(operator.getUid()))
                .map(operator -> (OneInputTransformation<?, WindowSummary>) operator)
                .map(OneInputTransformation::getOperatorFactory)
                .findFirst()
                .orElseThrow();
    }

    private static final class Harness
            extends KeyedOneInputStreamOperatorTestHarness<
                    String, Partial<WindowStatistics>, WindowSummary> {

        private final Windowing<Reading, WindowStatistics, WindowSummary> windowing;

        Harness(AveragesConfig config) throws Exception {
            super(operator(config), Partial::key, Types.STRING);
            windowing = AveragesJob.windowing(config);
        }

        void read(String key, long millis, double value) throws Exception {
            Accumulator<Reading, WindowStatistics> single = windowing.aggregate().begin();
            single.add(new Reading(key, Instant.ofEpochMilli(millis), value, 0));
            processElement(
                    new StreamRecord<>(
                            new Partial<>(
                                    key, windowing.windows().slice(millis), single.result())));
        }

        Queue<StreamRecord<Partial<WindowStatistics>>> late() {
            return getSideOutput(windowing.late());
        }
    }
}
