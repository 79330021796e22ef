package io.oncestream.job.trends;

import io.oncestream.function.LateReadings;
import io.oncestream.function.RareCount;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.LateEvent;
import io.oncestream.state.trends.TrendEvent;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Makes events again of what the window operator has set aside as late, one by one, and counts
 * them. It belongs right behind that side output, so that both see the same watermark.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first.
final class LateCounts extends ProcessFunction<Partial<ItemCounts>, LateEvent>
        implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    private transient RareCount late;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        late = new RareCount(LateReadings.ROWS_LATE, context.getOperatorStateStore());
    }

    @Override
    public void open(OpenContext context) {
        late.open(getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        late.snapshot();
    }

    @Override
    public void processElement(
            Partial<ItemCounts> partial, Context context, Collector<LateEvent> out) {
        ItemCounts counts = partial.accumulator();
        if (counts.items().length == 0) {
            return; // An event of weight 0.
        }
        late.add(getRuntimeContext());
        out.collect(
                new LateEvent(
                        new TrendEvent(
                                counts.items()[0],
                                Instant.ofEpochMilli(counts.newest()),
                                partial.key(),
                                null,
                                null,
                                counts.weight()),
                        Instant.ofEpochMilli(context.timerService().currentWatermark()),
                        false));
    }
}
