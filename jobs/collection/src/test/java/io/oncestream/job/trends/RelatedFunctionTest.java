package io.oncestream.job.trends;

import static io.oncestream.job.trends.Trends.HOUR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.oncestream.state.trends.RelatedItem;
import io.oncestream.state.trends.WindowCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class RelatedFunctionTest {

    private static final long DAYS_90 = 90 * 24;

    private static KeyedOneInputStreamOperatorTestHarness<String, WindowCounts, RelatedItem> open()
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new RelatedFunction(Trends.config())),
                        WindowCounts::key,
                        Types.STRING);
        harness.open();
        return harness;
    }

    private static WindowCounts window(long number, Map<String, Long> counts) {
        return Trends.window("tea", number, counts, 0);
    }

    /** As the table has them. */
    private static Map<Integer, String> rows(List<RelatedItem> written) {
        Map<Integer, String> rows = new TreeMap<>();
        written.forEach(row -> rows.put(row.rank(), String.valueOf(row.other())));
        return rows;
    }

    @Test
    void whatIsMostOftenTogetherIsFirstAndHalfLivesPass() throws Exception {
        try (var harness = open()) {
            harness.processElement(window(0, Map.of("tea", 15L, "cup", 10L, "milk", 5L)), 0);
            RelatedItem first = harness.extractOutputValues().get(0);
            assertThat(first).isEqualTo(new RelatedItem("tea", 1, "cup", 0.5, 10));
            harness.processElement(window(DAYS_90, Map.of("tea", 1L, "milk", 3L)), 0);
            List<RelatedItem> written = harness.extractOutputValues();
            RelatedItem now = written.get(written.size() - 2);
            assertThat(rows(written)).containsExactly(Map.entry(1, "milk"), Map.entry(2, "cup"));
            assertThat(now.support()).isCloseTo(5.5, within(1e-9));
            assertThat(now.score()).isCloseTo(5.5 / (8.5 + 5), within(1e-9));
        }
    }

    @Test
    void whatHasDecayedIsClearedWithItsRows() throws Exception {
        try (var harness = open()) {
            harness.processElement(window(0, Map.of("tea", 2L, "cup", 1L)), 0);
            harness.processWatermark(7 * DAYS_90 * HOUR);
            assertThat(rows(harness.extractOutputValues())).containsExactly(Map.entry(1, "cup"));
            harness.processWatermark(8 * DAYS_90 * HOUR);
            assertThat(rows(harness.extractOutputValues())).containsExactly(Map.entry(1, "null"));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    /** Else nothing would be left of a file. */
    @Test
    void theEndOfTheInputClearsNoRows() throws Exception {
        try (var harness = open()) {
            harness.processElement(window(0, Map.of("tea", 2L, "cup", 1L)), 0);
            harness.processWatermark(Watermark.MAX_WATERMARK);
            assertThat(rows(harness.extractOutputValues())).containsExactly(Map.entry(1, "cup"));
        }
    }

    /** Where event time jumps, a window comes before the timer that was due before it. */
    @Test
    void theRowsAreTheSameHoweverEventTimeGoesOn() throws Exception {
        WindowCounts later = window(9 * DAYS_90, Map.of("tea", 1L, "jam", 1L));
        Map<Integer, String> jumped;
        try (var harness = open()) {
            harness.processElement(window(0, Map.of("tea", 2L, "cup", 1L, "pot", 1L)), 0);
            harness.processElement(later, 0);
            harness.processWatermark(later.windowEnd());
            jumped = rows(harness.extractOutputValues());
        }
        try (var harness = open()) {
            harness.processElement(window(0, Map.of("tea", 2L, "cup", 1L, "pot", 1L)), 0);
            harness.processWatermark(8 * DAYS_90 * HOUR);
            harness.processElement(later, 0);
            harness.processWatermark(later.windowEnd());
            assertThat(jumped)
                    .isEqualTo(rows(harness.extractOutputValues()))
                    .containsExactly(Map.entry(1, "jam"), Map.entry(2, "null"));
        }
    }

    @Test
    void twoHundredNeighboursAreKept() throws Exception {
        RelatedItems items = new RelatedItems(Trends.config());
        Map<String, Long> many = new HashMap<>(Map.of("tea", 1L));
        for (int i = 0; i < 1_000; i++) {
            many.put("item " + i, 1L + i % 2);
        }
        assertThat(items.take(null, window(0, many), row -> {}).all())
                .hasSize(RelatedItems.NEIGHBOURS_MAX)
                .allMatch(neighbour -> neighbour.count() == 2);
    }
}
