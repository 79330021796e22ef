package io.oncestream.function.window;

import java.io.IOException;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.streaming.api.operators.StreamingRuntimeContext;

/**
 * The greatest watermark that any subtask behind the shuffle had at a checkpoint, for the subtasks
 * before it, which have no other way to learn of it. The JobManager keeps it for the length of a
 * run.
 */
final class GreatestWatermark implements AggregateFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;
    private static final String NAME = "oncestream: greatest watermark at a checkpoint";

    private GreatestWatermark() {}

    /**
     * Takes a watermark in; returns the greatest so far.
     *
     * @throws IOException when the JobManager does not answer
     */
    static long of(StreamingRuntimeContext context, long watermark) throws IOException {
        return context.getGlobalAggregateManager()
                .updateGlobalAggregate(NAME, watermark, new GreatestWatermark());
    }

    @Override
    public Long createAccumulator() {
        return Long.MIN_VALUE;
    }

    @Override
    public Long add(Long watermark, Long greatest) {
        return Math.max(watermark, greatest);
    }

    @Override
    public Long getResult(Long greatest) {
        return greatest;
    }

    @Override
    public Long merge(Long one, Long other) {
        return Math.max(one, other);
    }
}
