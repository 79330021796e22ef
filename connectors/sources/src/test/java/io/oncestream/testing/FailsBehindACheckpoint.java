package io.oncestream.testing;

import io.oncestream.state.reading.Reading;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Fails once, at a reading behind a checkpoint that covers other readings. */
public final class FailsBehindACheckpoint
        implements MapFunction<Reading, Reading>, CheckpointListener {

    private static final long serialVersionUID = 1L;

    /** To be unset before a job starts. */
    public static final AtomicBoolean FAILED = new AtomicBoolean();

    private int seen;
    private int checkpointsSince;

    @Override
    public Reading map(Reading reading) {
        seen++;
        if (checkpointsSince > 1 && FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("failing on purpose");
        }
        return reading;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointsSince += seen > 0 ? 1 : 0;
    }
}
