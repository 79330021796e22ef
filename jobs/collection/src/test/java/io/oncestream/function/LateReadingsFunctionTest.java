package io.oncestream.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.partial.Partial;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.window.ExactSum;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LateReadingsFunctionTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.000000006Z");
    private static final Partial<WindowStatistics> READING = of(1);

    @Test
    void aReadingCarriesTheWatermarkByWhichItWasLate() throws Exception {
        try (Harness harness = open(null)) {
            harness.processWatermark(1_000);
            harness.processElement(READING, 1);
            harness.processWatermark(2_000);
            harness.processElement(READING, 1);
            assertThat(harness.extractOutputValues())
                    .containsExactly(
                            new LateReading("a", TIME, 1.5, Instant.ofEpochMilli(1_000)),
                            new LateReading("a", TIME, 1.5, Instant.ofEpochMilli(2_000)));
        }
    }

    @Test
    void withoutAWatermarkThereIsNone() throws Exception {
        try (Harness harness = open(null)) {
            harness.processElement(READING, 1);
            assertThat(harness.extractOutputValues().get(0).watermark()).isNull();
        }
    }

    @Test
    void theCountIsRestored() throws Exception {
        OperatorSubtaskState snapshot;
        try (Harness harness = open(null)) {
            harness.processElement(READING, 1);
            harness.processElement(READING, 1);
            snapshot = harness.snapshot(1, 1);
        }
        try (Harness harness = open(snapshot)) {
            harness.processElement(READING, 1);
            assertThat(harness.count()).isEqualTo(3);
        }
    }

    /** Its sums do not matter here. */
    private static Partial<WindowStatistics> of(long count) {
        ExactSum sum = new ExactSum(0, new long[0]);
        TimedValue value = new TimedValue(TIME, 1.5);
        return new Partial<>(
                "a", 0, new WindowStatistics(count, sum, sum, sum, sum, 1.5, 1.5, value, value));
    }

    /** Of more than one nothing but a sum is known, so that no row could be made of each. */
    @Test
    void severalInOnePieceAreAFaultOfThePreAggregation() throws Exception {
        try (Harness harness = open(null)) {
            assertThatThrownBy(() -> harness.processElement(of(2), 1))
                    .hasMessage("2 readings of key a came late in one piece");
        }
    }

    private static Harness open(@Nullable OperatorSubtaskState snapshot) throws Exception {
        Harness harness = new Harness();
        harness.setup();
        if (snapshot != null) {
            harness.initializeState(snapshot);
        }
        harness.open();
        return harness;
    }

    private static final class Harness
            extends OneInputStreamOperatorTestHarness<Partial<WindowStatistics>, LateReading> {

        Harness() throws Exception {
            super(new ProcessOperator<>(new LateReadings()), 4, 1, 0);
        }

        long count() {
            return ((ProcessOperator<?, ?>) getOneInputOperator())
                    .getRuntimeContext()
                    .<Long, Long>getAccumulator(LateReadings.ROWS_LATE)
                    .getLocalValue();
        }
    }
}
