package io.oncestream.function;

import io.oncestream.function.window.Windowing;
import io.oncestream.state.partial.Partial;
import io.oncestream.state.reading.LateReading;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the readings that a window operator set aside as late the watermark by which it judged,
 * and counts them. It belongs right behind the side output {@link Windowing#late} of the window
 * operator: a watermark passes both between the same two readings.
 *
 * <p>The count is in operator state, as that of {@link SplitDecoded}, and published under the name
 * {@link #ROWS_LATE} as a metric and as an accumulator.
 */
public final class LateReadings extends ProcessFunction<Partial<WindowStatistics>, LateReading>
        implements CheckpointedFunction {

    public static final String ROWS_LATE = "rowsLate";

    private static final long serialVersionUID = 1;

    private final LongCounter rows = new LongCounter();
    private transient @Nullable ListState<Long> state;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        ListState<Long> restored =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("late-count", Types.LONG));
        for (long count : restored.get()) {
            rows.add(count);
        }
        state = restored;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(ROWS_LATE, rows);
        getRuntimeContext()
                .getMetricGroup()
                .gauge(ROWS_LATE, (Gauge<Long>) rows::getLocalValuePrimitive);
    }

    @Override
    public void processElement(
            Partial<WindowStatistics> late, Context context, Collector<LateReading> out) {
        WindowStatistics statistics = late.accumulator();
        if (statistics.count() != 1) {
            throw new IllegalStateException(
                    "%d readings of key %s came late in one piece"
                            .formatted(statistics.count(), late.key()));
        }
        rows.add(1);
        TimedValue reading = statistics.first();
        out.collect(
                new LateReading(
                        late.key(),
                        reading.time(),
                        reading.value(),
                        time(context.timerService().currentWatermark())));
    }

    private static @Nullable Instant time(long watermark) {
        return watermark == Long.MIN_VALUE ? null : Instant.ofEpochMilli(watermark);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(List.of(rows.getLocalValuePrimitive()));
        }
    }
}
