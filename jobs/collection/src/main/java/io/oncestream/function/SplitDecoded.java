package io.oncestream.function;

import io.oncestream.connector.format.TimeFormat;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.ReadCounts;
import io.oncestream.state.reading.RejectedRecord;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.accumulators.LongMinimum;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends decoded values on and rejected records to the side output {@link #REJECTED}, counts both,
 * and warns of what is odd.
 *
 * <p>The counts are in operator state, so that after a recovery, a resume or a rescale they are
 * those of the records that the results hold. They are published as metrics, for progress, and as
 * accumulators, for the job's result, under the names {@link #ROWS_READ}, {@link #ROWS_REJECTED},
 * {@link #BYTES_READ}, and where there are any {@link #ROWS_MISSING} and {@link #ROWS_OVER_LINES}.
 * A subtask that had ended before the checkpoint that a recovery starts from is missing in them:
 * Flink keeps no state of ended subtasks (FLIP-147).
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

    /** Records that say themselves that they have no value. */
    public static final String ROWS_MISSING = "rowsMissing";

    /** Records that are used, but odd: rows of CSV that a quoted field takes over several lines. */
    public static final String ROWS_OVER_LINES = "rowsOverLines";

    /** The least position of such a record since the last start: the line on which it begins. */
    public static final String ROWS_OVER_LINES_FIRST = "rowsOverLinesFirstAt";

    public static final String BYTES_READ = "bytesRead";
    public static final String BYTES_TOTAL = "bytesTotal";
    public static final String ROWS_TOTAL = "rowsTotal";

    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(SplitDecoded.class);
    private static final int LOGGED_MAX = 10;

    /** As many as the beginning of a file that is looked at before a job starts. */
    private static final int UNCLEAR_MAX = 100;

    private final BadRecordPolicy policy;
    private final InputSize size;
    private final LongCounter rows = new LongCounter();
    private final LongCounter rejected = new LongCounter();
    private final LongCounter bytes = new LongCounter();
    private final LongMinimum firstOverLines = new LongMinimum();
    private transient @Nullable ListState<ReadCounts> state;
    private transient @Nullable RareCount missing;
    private transient @Nullable RareCount overLines;

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
        missing = new RareCount(ROWS_MISSING, context.getOperatorStateStore());
        overLines = new RareCount(ROWS_OVER_LINES, context.getOperatorStateStore());
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
        Objects.requireNonNull(missing).open(getRuntimeContext());
        Objects.requireNonNull(overLines).open(getRuntimeContext());
    }

    @Override
    public void processElement(Decoded<T> decoded, Context context, Collector<T> out) {
        T value = decoded.value();
        RejectedRecord reject = decoded.rejected();
        count(1, value == null && reject != null ? 1 : 0, decoded.bytes());
        if (value != null) {
            if (reject != null) {
                warn(reject);
            }
            out.collect(value);
        } else if (reject == null) {
            Objects.requireNonNull(missing).add(getRuntimeContext());
        } else if (policy == BadRecordPolicy.FAIL) {
            throw BadRecordException.ofAny(reject);
        } else {
            requireClearTimes(reject);
            context.output(REJECTED, reject);
        }
    }

    /** That all times are unclear is no matter of the records: an option is missing. */
    private void requireClearTimes(RejectedRecord reject) {
        long read = rows.getLocalValuePrimitive();
        if (read >= UNCLEAR_MAX
                && rejected.getLocalValuePrimitive() == read
                && reject.reason().contains(TimeFormat.UNCLEAR)) {
            throw BadRecordException.ofAll(reject, read);
        }
    }

    private void warn(RejectedRecord odd) {
        long count = Objects.requireNonNull(overLines).add(getRuntimeContext());
        if (firstOverLines.getLocalValue() == Long.MAX_VALUE) {
            getRuntimeContext().addAccumulator(ROWS_OVER_LINES_FIRST, firstOverLines);
        }
        firstOverLines.add(odd.position());
        if (count <= LOGGED_MAX) {
            LOG.warn("{}, line {}: {}", odd.source(), odd.position(), odd.reason());
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
            Objects.requireNonNull(missing).snapshot();
            Objects.requireNonNull(overLines).snapshot();
        }
    }

    private void count(long moreRows, long moreRejected, long moreBytes) {
        rows.add(moreRows);
        rejected.add(moreRejected);
        bytes.add(moreBytes);
    }
}
