package io.oncestream.function.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestoreWatermarkFunctionTest {

    private static final int PARALLELISM_MAX = 4;

    @Test
    void withoutARestoreWatermarksPass() throws Exception {
        try (Harness harness = open(1, 0, null)) {
            assertThat(harness.getOutput()).isEmpty();
            harness.processWatermark(3);
            harness.processWatermark(7);
            harness.processWatermark(Long.MAX_VALUE);
            assertThat(harness.watermarks()).containsExactly(3L, 7L, Long.MAX_VALUE);
        }
    }

    @Test
    void theWatermarkOfTheSnapshotComesFirstAndNoLowerOneBehindIt() throws Exception {
        try (Harness restored = open(1, 0, snapshot(1_000))) {
            restored.processElement("late", 5);
            restored.processWatermark(5);
            restored.processWatermark(1_000);
            restored.processWatermark(1_001);
            assertThat(restored.getOutput())
                    .containsExactly(
                            new Watermark(1_000),
                            new StreamRecord<>("late", 5),
                            new Watermark(1_001));
        }
    }

    @Test
    void aSnapshotBeforeTheFirstWatermarkRestoresNone() throws Exception {
        try (Harness restored = open(1, 0, snapshot(Long.MIN_VALUE))) {
            assertThat(restored.getOutput()).isEmpty();
            restored.processWatermark(-5);
            assertThat(restored.watermarks()).containsExactly(-5L);
        }
    }

    @Test
    void aRestoredWatermarkOutlivesAnotherSnapshotBeforeANewOne() throws Exception {
        OperatorSubtaskState again;
        try (Harness restored = open(1, 0, snapshot(1_000))) {
            again = restored.snapshot(2, 2);
        }
        try (Harness restored = open(1, 0, again)) {
            assertThat(restored.watermarks()).containsExactly(1_000L);
        }
    }

    /** A stop with drain ends event time, and a job that goes on then begins it again. */
    @Test
    void theEndOfEventTimeIsNotKept() throws Exception {
        OperatorSubtaskState drained;
        try (Harness harness = open(1, 0, null)) {
            harness.processWatermark(1_000);
            harness.processWatermark(Long.MAX_VALUE);
            drained = harness.snapshot(1, 1);
        }
        try (Harness restored = open(1, 0, drained)) {
            assertThat(restored.watermarks()).containsExactly(1_000L);
        }
    }

    @Test
    void atAnyParallelismEachSubtaskHasTheGreatest() throws Exception {
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(snapshot(1_000), snapshot(1_200));
        for (int parallelism : new int[] {1, 2, 3, 4}) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                OperatorSubtaskState share =
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                both, PARALLELISM_MAX, 2, parallelism, subtask);
                try (Harness restored = open(parallelism, subtask, share)) {
                    assertThat(restored.watermarks())
                            .as("subtask %d of %d", subtask, parallelism)
                            .containsExactly(1_200L);
                }
            }
        }
    }

    private static OperatorSubtaskState snapshot(long watermark) throws Exception {
        try (Harness harness = open(1, 0, null)) {
            harness.processWatermark(watermark);
            return harness.snapshot(1, 1);
        }
    }

    private static Harness open(int parallelism, int subtask, @Nullable OperatorSubtaskState state)
            throws Exception {
        Harness harness = new Harness(parallelism, subtask);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static final class Harness extends OneInputStreamOperatorTestHarness<String, String> {

        Harness(int parallelism, int subtask) throws Exception {
            super(new RestoreWatermark<>(), PARALLELISM_MAX, parallelism, subtask);
        }

        List<Long> watermarks() {
            List<Long> watermarks = new ArrayList<>();
            for (Object element : getOutput()) {
                watermarks.add(((Watermark) element).getTimestamp());
            }
            return watermarks;
        }
    }
}
