package io.oncestream.job.averages;

import io.oncestream.state.window.WindowSummary;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;

/** Fails once, at a row behind a checkpoint that covers other rows. */
final class FailsBehindACheckpoint
        implements MapFunction<WindowSummary, WindowSummary>, CheckpointListener {

    private static final long serialVersionUID = 1L;
    static final AtomicBoolean FAILED = new AtomicBoolean();

    private int seen;
    private int checkpointsSince;

    @Override
    public WindowSummary map(WindowSummary summary) {
        seen++;
        if (checkpointsSince > 1 && FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("failing on purpose");
        }
        return summary;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
        checkpointsSince += seen > 0 ? 1 : 0;
    }
}
