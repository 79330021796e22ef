package io.oncestream.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.connector.format.TimeFormat;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitDecodedFunctionTest {

    private static final int PARALLELISM_MAX = 4;
    private static final String[] RARE = {
        SplitDecoded.ROWS_MISSING, SplitDecoded.ROWS_OVER_LINES, SplitDecoded.ROWS_OVER_LINES_FIRST
    };
    private static final RejectedRecord BAD =
            new RejectedRecord("/data/a.csv", 7, "x,y", "value \"y\" is not a finite number");

    @Test
    void valuesGoOnAndRejectsGoToTheSideOutput() throws Exception {
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            harness.processElement(Decoded.of("a", 10), 1);
            harness.processElement(Decoded.rejected(BAD, 5), 2);
            harness.processElement(Decoded.of("b", 20), 3);
            assertThat(harness.extractOutputValues()).containsExactly("a", "b");
            assertThat(harness.getSideOutput(SplitDecoded.REJECTED))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(BAD);
            assertThat(counts(harness)).containsExactly(3L, 1L, 35L);
        }
    }

    /** What is skipped is counted, what is odd is used: neither is a reject. */
    @Test
    void rareCountsAreKeptAndOnlyThereWhenThereIsSomethingToCount() throws Exception {
        RejectedRecord odd = new RejectedRecord("/data/a.csv", 5, "x", "over 16 lines");
        OperatorSubtaskState snapshot;
        try (Harness harness = open(BadRecordPolicy.FAIL, 1, 0, null)) {
            harness.processElement(Decoded.of("a", 10), 1);
            assertThat(accumulators(harness)).doesNotContainKeys(RARE);
            harness.processElement(Decoded.skipped(3), 2);
            harness.processElement(new Decoded<>("b", odd, 7), 3);
            assertThat(harness.extractOutputValues()).containsExactly("a", "b");
            assertThat(counts(harness)).containsExactly(3L, 0L, 20L);
            snapshot = harness.snapshot(1, 1);
        }
        try (Harness harness = open(BadRecordPolicy.FAIL, 1, 0, snapshot)) {
            harness.processElement(Decoded.skipped(3), 4);
            assertThat(accumulators(harness))
                    .containsEntry(SplitDecoded.ROWS_MISSING, 2L)
                    .containsEntry(SplitDecoded.ROWS_OVER_LINES, 1L);
            harness.processElement(new Decoded<>("c", odd, 7), 5);
            assertThat(accumulators(harness)).containsEntry(SplitDecoded.ROWS_OVER_LINES_FIRST, 5L);
        }
    }

    @Test
    void aValueKeepsItsTimestamp() throws Exception {
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            harness.processElement(Decoded.of("a", 10), 42);
            assertThat(harness.extractOutputStreamRecords())
                    .extracting(StreamRecord::getTimestamp)
                    .containsExactly(42L);
        }
    }

    @Test
    void aRejectFailsTheJobForGoodWhereThatIsThePolicy() throws Exception {
        try (Harness harness = open(BadRecordPolicy.FAIL, 1, 0, null)) {
            harness.processElement(Decoded.of("a", 10), 1);
            assertThatThrownBy(() -> harness.processElement(Decoded.rejected(BAD, 5), 2))
                    .hasMessageStartingWith(
                            "/data/a.csv, position 7: value \"y\" is not a finite number")
                    .satisfies(
                            e ->
                                    assertThat(ThrowableClassifier.getThrowableType(e))
                                            .isEqualTo(ThrowableType.NonRecoverableError));
        }
    }

    @Test
    void timesThatAreAllUnclearFailTheJobAndSomeDoNot() throws Exception {
        RejectedRecord unclear =
                new RejectedRecord(
                        "topic-0", 7, "{}", "time \"1\" " + TimeFormat.UNCLEAR + ": give");
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            rejectMore(harness, 99, unclear);
            assertThatThrownBy(() -> harness.processElement(Decoded.rejected(unclear, 5), 2))
                    .hasMessage(
                            "topic-0, position 7: time \"1\" is not clearly one time: give (none of"
                                    + " the first 100 records can be used)");
        }
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            harness.processElement(Decoded.of("a", 10), 1);
            rejectMore(harness, 200, unclear);
            assertThat(harness.getSideOutput(SplitDecoded.REJECTED)).hasSize(200);
        }
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            rejectMore(harness, 200, BAD);
            assertThat(harness.getSideOutput(SplitDecoded.REJECTED)).hasSize(200);
        }
    }

    private static void rejectMore(Harness harness, int count, RejectedRecord record)
            throws Exception {
        for (int i = 0; i < count; i++) {
            harness.processElement(Decoded.rejected(record, 5), 2);
        }
    }

    @Test
    void countsAreRestoredAndReadOn() throws Exception {
        OperatorSubtaskState snapshot = snapshot(3);
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, snapshot)) {
            harness.processElement(Decoded.rejected(BAD, 1), 9);
            assertThat(counts(harness)).containsExactly(4L, 1L, 31L);
        }
    }

    @Test
    void noCountIsLostOrDoubledWhenTheParallelismChanges() throws Exception {
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(snapshot(3), snapshot(5));
        for (int parallelism : new int[] {1, 2, 3}) {
            long rows = 0;
            for (int subtask = 0; subtask < parallelism; subtask++) {
                OperatorSubtaskState share =
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                both, PARALLELISM_MAX, 2, parallelism, subtask);
                try (Harness harness = open(BadRecordPolicy.REJECT, parallelism, subtask, share)) {
                    rows += counts(harness).get(0);
                }
            }
            assertThat(rows).as("rows at parallelism %d", parallelism).isEqualTo(8);
        }
    }

    /** Seen red without the look at what was restored: the job went on. */
    @Test
    void stateThatWasMadeWithAnotherOptionIsRefusedForGood() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = with(Map.of("--window", "1m", "--zone", "", "--gone", "x"), null)) {
            state = harness.snapshot(1, 1);
        }
        Map<String, String> other = Map.of("--window", "2m", "--zone", "UTC", "--new", "y");
        assertThatThrownBy(() -> with(other, state))
                .hasMessageContaining("was made with")
                .hasMessageContaining("--window 1m")
                .hasMessageContaining("no --zone")
                .hasMessageContaining("and this job has")
                .hasMessageContaining("--window 2m")
                .hasMessageContaining("--zone UTC")
                .satisfies(
                        e ->
                                assertThat(ThrowableClassifier.getThrowableType(e))
                                        .isEqualTo(ThrowableType.NonRecoverableError));
    }

    @Test
    void stateThatKnowsNoSuchOptionIsGoneOnWithAndKeepsThemFromThen() throws Exception {
        OperatorSubtaskState later;
        try (Harness harness = with(Map.of("--window", "1m"), snapshot(3))) {
            assertThat(counts(harness)).containsExactly(3L, 0L, 30L);
            later = harness.snapshot(2, 2);
        }
        with(Map.of("--window", "1m", "--more", "x"), later).close();
        assertThatThrownBy(() -> with(Map.of("--window", "2m"), later))
                .hasMessageContaining("--window 1m");
    }

    private static Harness with(Map<String, String> options, @Nullable OperatorSubtaskState state)
            throws Exception {
        Harness harness = new Harness(BadRecordPolicy.REJECT, 1, 0);
        harness.getExecutionConfig().setGlobalJobParameters(Configuration.fromMap(options));
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static OperatorSubtaskState snapshot(int rows) throws Exception {
        try (Harness harness = open(BadRecordPolicy.REJECT, 1, 0, null)) {
            for (int i = 0; i < rows; i++) {
                harness.processElement(Decoded.of("v" + i, 10), i);
            }
            return harness.snapshot(1, 1);
        }
    }

    private static Map<String, Object> accumulators(Harness harness) {
        RuntimeContext context =
                ((ProcessOperator<?, ?>) harness.getOneInputOperator()).getRuntimeContext();
        Map<String, Object> values = new HashMap<>();
        for (String name : RARE) {
            Accumulator<Object, Serializable> accumulator = context.getAccumulator(name);
            if (accumulator != null) {
                values.put(name, accumulator.getLocalValue());
            }
        }
        return values;
    }

    /** Rows, rejected rows and bytes, as the job's result will have them. */
    private static List<Long> counts(Harness harness) {
        RuntimeContext context =
                ((ProcessOperator<?, ?>) harness.getOneInputOperator()).getRuntimeContext();
        return Stream.of(
                        SplitDecoded.ROWS_READ, SplitDecoded.ROWS_REJECTED, SplitDecoded.BYTES_READ)
                .map(name -> context.<Long, Long>getAccumulator(name).getLocalValue())
                .toList();
    }

    private static Harness open(
            BadRecordPolicy policy,
            int parallelism,
            int subtask,
            @Nullable OperatorSubtaskState state)
            throws Exception {
        Harness harness = new Harness(policy, parallelism, subtask);
        harness.setup();
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static final class Harness
            extends OneInputStreamOperatorTestHarness<Decoded<String>, String> {

        Harness(BadRecordPolicy policy, int parallelism, int subtask) throws Exception {
            super(
                    new ProcessOperator<>(new SplitDecoded<>(policy, InputSize.UNKNOWN)),
                    PARALLELISM_MAX,
                    parallelism,
                    subtask);
        }
    }
}
