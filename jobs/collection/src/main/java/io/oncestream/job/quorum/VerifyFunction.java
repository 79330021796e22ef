package io.oncestream.job.quorum;

import io.oncestream.function.BadRecordException;
import io.oncestream.function.BadRecordPolicy;
import io.oncestream.function.RareCount;
import io.oncestream.function.SplitDecoded;
import io.oncestream.function.quorum.Feeds;
import io.oncestream.function.quorum.SignatureCheck;
import io.oncestream.function.quorum.SignedText;
import io.oncestream.state.quorum.Observation;
import io.oncestream.state.reading.RejectedRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Sends on what feeds have signed, and everything else to the side output {@link #FORGED}. It is
 * keyed by the instrument, all of whose observations stay in their order: a feed that waits for its
 * check elsewhere would be late in rounds that others close. What is rejected here is counted with
 * what could not be decoded.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first.
final class VerifyFunction extends KeyedProcessFunction<String, Observation, Observation>
        implements CheckpointedFunction {

    /** Rejects: source names the feed that it is said to be of, position is the round. */
    static final OutputTag<RejectedRecord> FORGED =
            new OutputTag<>("forged", TypeInformation.of(RejectedRecord.class));

    private static final long serialVersionUID = 1L;

    private final Feeds feeds;
    private final BadRecordPolicy policy;

    private transient SignatureCheck check;
    private transient RareCount forged;

    VerifyFunction(Feeds feeds, BadRecordPolicy policy) {
        this.feeds = feeds;
        this.policy = policy;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        forged = new RareCount(SplitDecoded.ROWS_REJECTED, context.getOperatorStateStore());
    }

    @Override
    public void open(OpenContext context) {
        check = new SignatureCheck(feeds);
        forged.open(getRuntimeContext());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        forged.snapshot();
    }

    @Override
    public void processElement(
            Observation observation, Context context, Collector<Observation> out) {
        String refusal = check.refusal(observation);
        if (refusal == null) {
            out.collect(observation);
            return;
        }
        RejectedRecord reject = reject(observation, refusal);
        if (policy == BadRecordPolicy.FAIL) {
            throw BadRecordException.ofAny(reject);
        }
        forged.add(getRuntimeContext());
        context.output(FORGED, reject);
    }

    private static RejectedRecord reject(Observation observation, String refusal) {
        return new RejectedRecord(
                "said to be of feed " + observation.feed(),
                observation.round(),
                "%s,%s,%d,%s,%s"
                        .formatted(
                                observation.feed(),
                                observation.instrument(),
                                observation.round(),
                                SignedText.plain(observation.value()),
                                observation.signature()),
                refusal);
    }
}
