package io.oncestream.job.trends;

import static io.oncestream.job.trends.Trends.HOUR;
import static io.oncestream.job.trends.Trends.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.oncestream.state.trends.Push;
import io.oncestream.state.trends.RisingItem;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PushFunctionTest {

    private static KeyedTwoInputStreamOperatorTestHarness<String, TrendEvent, RisingItem, Push>
            open(@Nullable OperatorSubtaskState from) throws Exception {
        var harness =
                new KeyedTwoInputStreamOperatorTestHarness<String, TrendEvent, RisingItem, Push>(
                        new CoBroadcastWithKeyedOperator<>(
                                new PushFunction(Trends.config()), List.of(PushFunction.RISING)),
                        JudgeFunction::owner,
                        null,
                        Types.STRING);
        if (from != null) {
            harness.initializeState(from);
        }
        harness.open();
        return harness;
    }

    private static StreamRecord<RisingItem> rising(String item, long windowEnd) {
        return new StreamRecord<>(
                new RisingItem("c", Instant.ofEpochMilli(windowEnd), 1, item, 50, 0, 1, 9));
    }

    private static StreamRecord<TrendEvent> at(String user, long time) {
        return new StreamRecord<>(event(user, "any", time, 1), time);
    }

    private static void advance(
            KeyedTwoInputStreamOperatorTestHarness<String, TrendEvent, RisingItem, Push> harness,
            long time)
            throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    /** The event comes first, and so do windows that end behind it. */
    @Test
    void anEventMeetsTheWindowThatEndedLastBeforeIt() throws Exception {
        try (var harness = open(null)) {
            harness.processElement1(at("a", HOUR - 1));
            harness.processElement1(at("a", HOUR));
            harness.processElement2(rising("second", 2 * HOUR));
            harness.processElement2(rising("first", HOUR));
            assertThat(harness.extractOutputValues()).isEmpty();
            harness.processElement1(at("b", 2 * HOUR));
            harness.processElement1(at("c", 3 * HOUR));
            advance(harness, 3 * HOUR);
            assertThat(harness.extractOutputValues())
                    .extracting(Push::user, Push::item, push -> push.time().toEpochMilli())
                    .containsExactly(tuple("a", "first", HOUR), tuple("b", "second", 2 * HOUR));
        }
    }

    /** Seen red where the final watermark let the caps' timers forget: a second push. */
    @Test
    void aPushIsNotRepeatedAfterAStopWithDrain() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = open(null)) {
            harness.processElement2(rising("news", HOUR));
            harness.processElement1(at("a", HOUR));
            advance(harness, HOUR);
            advance(harness, Long.MAX_VALUE);
            assertThat(harness.extractOutputValues()).hasSize(1);
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = open(snapshot)) {
            harness.processElement1(at("a", HOUR + 1));
            advance(harness, HOUR + 1);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    /** As mendix/MxPushNotifications#65 met it: what was sent is sent again after a restart. */
    @Test
    void aPushIsNotRepeatedAfterARestart() throws Exception {
        OperatorSubtaskState snapshot;
        try (var harness = open(null)) {
            harness.processElement2(rising("news", HOUR));
            harness.processElement1(at("a", HOUR));
            advance(harness, HOUR);
            assertThat(harness.extractOutputValues()).hasSize(1);
            harness.processElement1(at("a", HOUR + 5));
            harness.processElement1(at("b", HOUR + 5));
            snapshot = harness.snapshot(1, 1);
        }
        try (var harness = open(snapshot)) {
            advance(harness, HOUR + 5);
            assertThat(harness.extractOutputValues())
                    .extracting(Push::user, Push::item)
                    .containsExactly(tuple("b", "news"));
        }
    }

    @Test
    void aUserIsPushedToThreeTimesADayAndWithTheSameAfterAWeek() throws Exception {
        try (var harness = open(null)) {
            for (int hour = 1; hour <= 8 * 24; hour++) {
                String item = hour <= 24 ? "item " + hour : "item 1";
                harness.processElement2(rising(item, hour * HOUR));
                harness.processElement1(at("a", hour * HOUR + 7));
                advance(harness, hour * HOUR + 7);
            }
            assertThat(harness.extractOutputValues())
                    .extracting(Push::item, push -> push.time().toEpochMilli() / HOUR)
                    .containsExactly(
                            tuple("item 1", 1L),
                            tuple("item 2", 2L),
                            tuple("item 3", 3L),
                            tuple("item 1", 1L + 7 * 24));
        }
    }

    @Test
    void whatAUserGotIsClearedAndSoIsWhatRises() throws Exception {
        try (var harness = open(null)) {
            harness.processElement2(rising("news", HOUR));
            harness.processElement1(at("a", HOUR));
            advance(harness, HOUR + Caps.SAME_ITEM_MILLIS - 1);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            advance(harness, HOUR + Caps.SAME_ITEM_MILLIS);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
            harness.processElement2(rising("more", 200 * HOUR));
            assertThat(
                            harness.getOperator()
                                    .getOperatorStateBackend()
                                    .getBroadcastState(PushFunction.RISING)
                                    .immutableEntries())
                    .hasSize(1);
        }
    }
}
