package io.oncestream.connector.source.file;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Once armed, fails at the second record behind a completed checkpoint that covers 1,000 records,
 * and remembers which row comes first to each subtask from then on.
 */
final class FailOnce
        implements MapFunction<Decoded<Reading>, Decoded<Reading>>,
                CheckpointedFunction,
                CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final int RECORDS_BEFORE = 1_000;
    private static final long PACE_NANOS = 100_000;
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final List<Integer> FIRST_ROWS = new CopyOnWriteArrayList<>();

    private boolean isFirst = true;
    private int seen;
    private int seenSinceCheckpoint;
    private long coveringCheckpoint = Long.MAX_VALUE;
    private boolean checkpointed;

    static void reset() {
        FAILED.set(false);
        FIRST_ROWS.clear();
    }

    static boolean hasFailed() {
        return FAILED.get();
    }

    static List<Integer> firstRowsAfterwards() {
        return FIRST_ROWS;
    }

    @Override
    public Decoded<Reading> map(Decoded<Reading> record) {
        if (isFirst && record.value() != null) {
            isFirst = false;
            if (FAILED.get()) {
                FIRST_ROWS.add((int) record.value().value());
            }
        }
        seen++;
        if (seen > RECORDS_BEFORE && !checkpointed && !FAILED.get()) {
            // The checkpoint must be complete before the file is at its end.
            LockSupport.parkNanos(PACE_NANOS);
        }
        if (checkpointed && ++seenSinceCheckpoint > 1 && FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("failing on purpose");
        }
        return record;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        if (seen > RECORDS_BEFORE && coveringCheckpoint == Long.MAX_VALUE) {
            coveringCheckpoint = context.getCheckpointId();
        }
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointed |= checkpointId >= coveringCheckpoint;
    }
}
