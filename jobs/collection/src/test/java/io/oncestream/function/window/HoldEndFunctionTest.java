package io.oncestream.function.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class HoldEndFunctionTest {

    @Test
    void allPassesButTheEnd() throws Exception {
        try (OneInputStreamOperatorTestHarness<String, String> harness =
                new OneInputStreamOperatorTestHarness<>(new HoldEnd<>())) {
            harness.open();
            harness.processElement("one", 1);
            harness.processWatermark(Long.MAX_VALUE - 1);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>("one", 1), new Watermark(Long.MAX_VALUE - 1));
        }
    }
}
