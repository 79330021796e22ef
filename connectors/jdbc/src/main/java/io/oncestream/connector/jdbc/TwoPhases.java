package io.oncestream.connector.jdbc;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.VoidSerializer;
import org.apache.flink.streaming.api.functions.sink.legacy.TwoPhaseCommitSinkFunction;

/**
 * Keeps a sink's transactions in Flink's state and hands them back in their order, to be committed
 * when their checkpoint is complete or restored. The sink holds it instead of extending it, because
 * Flink's class tells a commit nothing about which checkpoint is complete.
 *
 * @param <T> the sink's records, which it takes itself
 * @param <H> the handle of a transaction, which holds none of them while it is open
 */
@SuppressWarnings("deprecation") // as in the sinks
final class TwoPhases<T, H> extends TwoPhaseCommitSinkFunction<T, H, Void> {
    private static final long serialVersionUID = 1L;

    private final Participation<H> sink;

    /** What a sink does in the two phases. */
    interface Participation<H> {
        H begin();

        /** Ends the open transaction; comes before the snapshot of these. */
        void seal(H open, long checkpointId) throws InterruptedException;

        void commit(H transaction);
    }

    TwoPhases(TypeSerializer<H> handles, Participation<H> sink) {
        super(handles, VoidSerializer.INSTANCE);
        this.sink = sink;
    }

    @Override
    protected H beginTransaction() {
        return sink.begin();
    }

    /** The sink takes the rows itself. */
    @Override
    protected void invoke(H transaction, T row, Context context) {
        throw new UnsupportedOperationException("rows go to the sink");
    }

    void seal(long checkpointId) throws InterruptedException {
        H open = currentTransaction();
        if (open != null) {
            sink.seal(open, checkpointId);
        }
    }

    /** Nothing to flush: the rows are sealed. */
    @Override
    protected void preCommit(H transaction) {}

    @Override
    protected void commit(H transaction) {
        sink.commit(transaction);
    }

    /** Rows that are in no checkpoint go with this instance; the source delivers them again. */
    @Override
    protected void abort(H transaction) {}
}
