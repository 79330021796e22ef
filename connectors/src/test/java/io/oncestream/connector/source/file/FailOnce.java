package io.oncestream.connector.source.file;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/**
 * Once armed, fails at the second record behind a completed checkpoint that covers some records,
 * and remembers which rows come first to each subtask from then on.
 */
final class FailOnce
        implements MapFunction<Decoded<Reading>, Decoded<Reading>>, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final int RECORDS_BEFORE = 1_000;
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final List<Integer> FIRST_ROWS = new CopyOnWriteArrayList<>();

    private int seen;
    private int seenSinceCheckpoint;
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
        if (seen == 0 && FAILED.get() && record.value() != null) {
            FIRST_ROWS.add((int) record.value().value());
        }
        seen++;
        if (checkpointed && ++seenSinceCheckpoint > 1 && FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("failing on purpose");
        }
        return record;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointed |= seen > RECORDS_BEFORE;
    }
}
