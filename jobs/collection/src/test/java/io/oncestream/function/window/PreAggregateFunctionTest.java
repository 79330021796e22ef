package io.oncestream.function.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.function.statistics.ReadingStatistics;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** What travels, and when; that it adds up is the matter of {@link PreAggregationPropertyTest}. */
class PreAggregateFunctionTest {

    @Test
    void theReadingsOfAKeyAndWindowTravelAsOneWhenTheWindowCloses() throws Exception {
        try (Harness harness = open()) {
            for (int millis = 0; millis < 2_000; millis++) {
                harness.read("k" + millis % 2, millis);
            }
            harness.processWatermark(998);
            assertThat(harness.sent()).isEmpty();
            harness.processWatermark(999);
            assertThat(harness.sent()).containsExactlyInAnyOrder("k0 0 500", "k1 0 500");
        }
    }

    @Test
    void aReadingBehindTheWatermarkTravelsByItself() throws Exception {
        try (Harness harness = open()) {
            harness.processWatermark(1_500);
            harness.read("k", 900);
            harness.read("k", 900);
            harness.read("k", 1_100);
            assertThat(harness.sent()).containsExactly("k 0 1", "k 0 1");
        }
    }

    @Test
    void allTravelBeforeABarrierAndAtTheEnd() throws Exception {
        try (Harness harness = open()) {
            harness.read("k", 0);
            harness.read("k", 1_000);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.sent()).containsExactly("k 0 1", "k 1 1");
            harness.read("k", 1_000);
            harness.endInput();
            harness.getOneInputOperator().finish();
            assertThat(harness.sent()).containsExactly("k 1 1");
        }
    }

    /** Seen red without the bound. */
    @Test
    void allTravelWhenThereAreTooMany() throws Exception {
        try (Harness harness = open()) {
            for (int i = 0; i < PreAggregate.PARTIALS_MAX; i++) {
                harness.read("k" + i, i);
            }
            assertThat(harness.sent()).isEmpty();
            harness.read("k0", 0);
            harness.read("one more", 0);
            assertThat(harness.sent()).hasSize(PreAggregate.PARTIALS_MAX).contains("k0 0 2");
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.sent()).containsExactly("one more 0 1");
        }
    }

    /** Seen red where all were added up. */
    @Test
    void mostTravelByThemselvesWhereHardlyTwoShareAWindow() throws Exception {
        try (Harness harness = open()) {
            for (int i = 0; i < 5_000; i++) {
                harness.read("k" + i, i % 1_000);
            }
            harness.processWatermark(999);
            assertThat(harness.sent()).hasSize(5_000);
            for (int i = 0; i < 80_000; i++) {
                harness.read("k" + i % 1_000, 1_000);
            }
            assertThat(harness.sent()).hasSize(80_000).allMatch(each -> each.endsWith(" 1 1"));
            for (int i = 0; i < 5_000; i++) {
                harness.read("k" + i % 1_000, 1_000);
            }
            assertThat(harness.sent()).isEmpty();
            harness.processWatermark(1_999);
            assertThat(harness.sent()).hasSize(1_000).contains("k0 1 5");
        }
    }

    /** Seen red where records were counted with the partials of another window. */
    @Test
    void allAreAddedUpAlsoWhereOneWatermarkClosesManyWindows() throws Exception {
        try (Harness harness = open()) {
            for (int i = 0; i < 60_000; i++) {
                harness.read("k" + i % 1_000, i / 5_000 * 1_000L);
            }
            harness.processWatermark(11_999);
            assertThat(harness.sent()).hasSize(12_000);
            harness.read("k", 12_000);
            assertThat(harness.sent()).isEmpty();
        }
    }

    private static Harness open() throws Exception {
        Harness harness = new Harness();
        harness.open();
        return harness;
    }

    private static final class Harness
            extends OneInputStreamOperatorTestHarness<Reading, Partial<WindowStatistics>> {

        Harness() throws Exception {
            super(
                    new PreAggregate<>(
                            new ReadingStatistics(),
                            new AlignedWindows(Duration.ofSeconds(1), Duration.ofSeconds(1))));
        }

        void read(String key, long millis) throws Exception {
            processElement(new Reading(key, Instant.ofEpochMilli(millis), 1, 0), millis);
        }

        /** Since the last call: key, slice and count. */
        @SuppressWarnings("unchecked")
        List<String> sent() {
            List<String> sent = new ArrayList<>();
            for (Object element; (element = getOutput().poll()) != null; ) {
                if (!(element instanceof Watermark)) {
                    Partial<WindowStatistics> partial =
                            ((StreamRecord<Partial<WindowStatistics>>) element).getValue();
                    sent.add(
                            "%s %d %d"
                                    .formatted(
                                            partial.key(),
                                            partial.slice(),
                                            partial.accumulator().count()));
                }
            }
            return sent;
        }
    }
}
