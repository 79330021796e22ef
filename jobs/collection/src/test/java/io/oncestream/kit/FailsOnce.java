package io.oncestream.kit;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Lets all records pass, and fails once in this JVM: at a record, or when a checkpoint completes.
 *
 * @param <T> the records
 */
public final class FailsOnce<T> implements MapFunction<T, T>, CheckpointListener {
    private static final long serialVersionUID = 1L;

    /** Counts down what passes the point of failure. */
    private static final AtomicInteger UNTIL_FAILURE = new AtomicInteger();

    private final boolean atRecords;
    private final boolean atCheckpoints;

    private FailsOnce(boolean atRecords, boolean atCheckpoints) {
        this.atRecords = atRecords;
        this.atCheckpoints = atCheckpoints;
    }

    /** With so many more records, or checkpoints, of all the streams whose these count. */
    public static void in(int count) {
        UNTIL_FAILURE.set(count);
    }

    public static void never() {
        in(Integer.MAX_VALUE);
    }

    public static boolean hasFailed() {
        return UNTIL_FAILURE.get() <= 0;
    }

    /** The same stream; its uid is that of the type. */
    public static <T> DataStream<T> append(
            DataStream<T> rows, boolean atRecords, boolean atCheckpoints, Class<T> type) {
        return rows.map(new FailsOnce<T>(atRecords, atCheckpoints))
                .returns(type)
                .uid("failing-" + type.getSimpleName());
    }

    @Override
    public T map(T row) {
        pass(atRecords);
        return row;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        pass(atCheckpoints);
    }

    private static void pass(boolean counts) {
        if (counts && UNTIL_FAILURE.decrementAndGet() == 0) {
            throw new IllegalStateException("this fails for the test");
        }
    }
}
