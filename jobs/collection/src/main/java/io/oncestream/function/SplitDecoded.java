package io.oncestream.function;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.ReadCounts;
import io.oncestream.state.reading.RejectedRecord;
import java.util.List;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sends decoded values on and rejected records to the side output {@link #REJECTED}, and counts
 * both.
 *
 * <p>The counts are in operator state, so that after a recovery, a resume or a rescale they are
 * those of the records that the results hold. They are published as metrics, for progress, and as
 * accumulators, for the job's result, under the names {@link #ROWS_READ}, {@link #ROWS_REJECTED}
 * and {@link #BYTES_READ}. A subtask that had ended before the checkpoint that a recovery starts
 * from is missing in them: Flink keeps no state of ended subtasks (FLIP-147).
 *
 * <p>Its state has the job's global parameters, too: resumed with other values of these, the job
 * fails at once and for good ({@link MeaningOfState}).
 *
 * @param <T> the decoded values
 */
public final class SplitDecoded<T> extends ProcessFunction<Decoded<T>, T>
        implements CheckpointedFunction {

    public static final OutputTag<RejectedRecord> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(RejectedRecord.class));

    public static final String ROWS_READ = "rowsRead";
    public static final String ROWS_REJECTED = "rowsRejected";
    public static final String BYTES_READ = "bytesRead";
    public static final String BYTES_TOTAL = "bytesTotal";
    public static final String ROWS_TOTAL = "rowsTotal";

    private static final long serialVersionUID = 1;

    private final BadRecordPolicy policy;
    private final InputSize size;
    private final LongCounter rows = new LongCounter();
    private final LongCounter rejected = new LongCounter();
    private final LongCounter bytes = new LongCounter();
    private transient @Nullable ListState<ReadCounts> state;

    /**
     * @param policy what a rejected record leads to
     * @param size how much there is to read, by all subtasks; published by each of them as the
     *     metrics {@link #BYTES_TOTAL} and {@link #ROWS_TOTAL}
     */
    public SplitDecoded(BadRecordPolicy policy, InputSize size) {
        this.policy = policy;
        this.size = size;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        MeaningOfState.check(
                context.getOperatorStateStore(), getRuntimeContext().getGlobalJobParameters());
        ListState<ReadCounts> restored =
                context.getOperatorStateStore()
                        .getListState(new ListStateDescriptor<>("read-counts", ReadCounts.class));
        for (ReadCounts counts : restored.get()) {
            count(counts.rows(), counts.rejected(), counts.bytes());
        }
        state = restored;
    }

    @Override
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(ROWS_READ, rows);
        getRuntimeContext().addAccumulator(ROWS_REJECTED, rejected);
        getRuntimeContext().addAccumulator(BYTES_READ, bytes);
        MetricGroup metrics = getRuntimeContext().getMetricGroup();
        metrics.gauge(ROWS_READ, (Gauge<Long>) rows::getLocalValuePrimitive);
        metrics.gauge(ROWS_REJECTED, (Gauge<Long>) rejected::getLocalValuePrimitive);
        metrics.gauge(BYTES_READ, (Gauge<Long>) bytes::getLocalValuePrimitive);
        metrics.gauge(BYTES_TOTAL, (Gauge<Long>) size::bytes);
        metrics.gauge(ROWS_TOTAL, (Gauge<Long>) size::rows);
    }

    @Override
    public void processElement(Decoded<T> decoded, Context context, Collector<T> out) {
        T value = decoded.value();
        RejectedRecord reject = decoded.rejected();
        count(1, reject == null ? 0 : 1, decoded.bytes());
        if (value != null) {
            out.collect(value);
        }
        if (reject != null) {
            if (policy == BadRecordPolicy.FAIL) {
                throw new BadRecordException(reject);
            }
            context.output(REJECTED, reject);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        if (state != null) {
            state.update(
                    List.of(
                            new ReadCounts(
                                    rows.getLocalValuePrimitive(),
                                    rejected.getLocalValuePrimitive(),
                                    bytes.getLocalValuePrimitive())));
        }
    }

    private void count(long moreRows, long moreRejected, long moreBytes) {
        rows.add(moreRows);
        rejected.add(moreRejected);
        bytes.add(moreBytes);
    }
}
