package io.oncestream.job.trends;

import static io.oncestream.job.trends.Trends.HOUR;
import static io.oncestream.job.trends.Trends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.TrendEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class JudgeFunctionTest {

    private static KeyedOneInputStreamOperatorTestHarness<String, TrendEvent, TrendEvent> open()
            throws Exception {
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new JudgeFunction(Trends.config())),
                        JudgeFunction::owner,
                        Types.STRING);
        harness.open();
        return harness;
    }

    private static void take(
            KeyedOneInputStreamOperatorTestHarness<String, TrendEvent, TrendEvent> harness,
            TrendEvent event)
            throws Exception {
        harness.processElement(event, event.time().toEpochMilli());
    }

    /** As one of TheExGenesis/community-archive#587, who posted a word all day. */
    @Test
    void oneAuthorMakesNoTrend() throws Exception {
        try (var harness = open()) {
            for (int i = 0; i < 1_000; i++) {
                take(harness, event("bot", "buy this", i, 1));
                take(harness, event("user " + i % 10, "news", i, 1));
            }
            assertThat(weight(harness.extractOutputValues(), "buy this")).isEqualTo(3);
            assertThat(weight(harness.extractOutputValues(), "news")).isEqualTo(30);
            take(harness, event("bot", "buy this", HOUR, 1));
            assertThat(weight(harness.extractOutputValues(), "buy this")).isEqualTo(4);
            harness.processWatermark(2 * HOUR);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    private static long weight(List<TrendEvent> events, String item) {
        return events.stream()
                .filter(event -> event.item().equals(item))
                .mapToLong(TrendEvent::weight)
                .sum();
    }

    @Property(tries = 30)
    void whatAUserCountsForIsTheSameInAnyOrder(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        List<TrendEvent> events = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            events.add(
                    event(
                            "user " + random.nextInt(3),
                            "item " + random.nextInt(3),
                            random.nextLong(3 * HOUR),
                            random.nextInt(3)));
        }
        List<Long> sums = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Collections.shuffle(events, random);
            try (var harness = open()) {
                for (TrendEvent event : events) {
                    take(harness, event);
                }
                for (int item = 0; item < 3; item++) {
                    sums.add(weight(harness.extractOutputValues(), "item " + item));
                }
            }
        }
        assertThat(sums.subList(0, 3)).isEqualTo(sums.subList(3, 6)).allMatch(sum -> sum <= 27);
    }

    @Test
    void whoIsLateIsCountedWhileTheWindowIsOpen() throws Exception {
        try (var harness = open()) {
            harness.processWatermark(HOUR + 10);
            take(harness, event("a", "in time", HOUR + 11, 1));
            take(harness, event("a", "late", HOUR + 10, 1));
            take(harness, event("a", "too late", HOUR - 1, 1));
            assertThat(harness.extractOutputValues())
                    .extracting(TrendEvent::item)
                    .containsExactly("in time", "late");
            assertThat(harness.getSideOutput(JudgeFunction.TIMELY))
                    .extracting(record -> record.getValue().item())
                    .containsExactly("in time");
            assertThat(harness.getSideOutput(JudgeFunction.LATE))
                    .extracting(record -> record.getValue())
                    .extracting(late -> late.event().item(), LateEvent::counted)
                    .containsExactly(tuple("late", true), tuple("too late", false));
        }
    }
}
