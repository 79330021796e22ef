package io.oncestream.connector.jdbc;

import io.oncestream.state.ledger.LedgerTransaction;
import io.oncestream.state.ledger.LedgerTransactionSerializer;
import org.apache.flink.api.common.typeutils.base.VoidSerializer;
import org.apache.flink.streaming.api.functions.sink.legacy.TwoPhaseCommitSinkFunction;

/**
 * Keeps a sink's transactions in Flink's state and hands them back in their order, to be committed
 * when their checkpoint is complete or restored. The sink holds it instead of extending it, because
 * Flink's class tells a commit nothing about which checkpoint is complete.
 */
@SuppressWarnings("deprecation") // as in the sink
final class TwoPhases<T> extends TwoPhaseCommitSinkFunction<T, LedgerTransaction, Void> {
    private static final long serialVersionUID = 1L;

    private final JdbcTwoPhaseCommitSink<T> sink;

    TwoPhases(JdbcTwoPhaseCommitSink<T> sink) {
        super(LedgerTransactionSerializer.INSTANCE, VoidSerializer.INSTANCE);
        this.sink = sink;
    }

    /** A handle holds no rows while it is open. */
    @Override
    protected LedgerTransaction beginTransaction() {
        return new LedgerTransaction();
    }

    /** The sink takes the rows itself. */
    @Override
    protected void invoke(LedgerTransaction transaction, T row, Context context) {
        throw new UnsupportedOperationException("rows go to the sink");
    }

    /** Ends the open transaction; comes before the snapshot of these. */
    void seal(long checkpointId) throws InterruptedException {
        LedgerTransaction open = currentTransaction();
        if (open != null) {
            sink.seal(open, checkpointId);
        }
    }

    /** Nothing to flush: the rows are sealed. */
    @Override
    protected void preCommit(LedgerTransaction transaction) {}

    @Override
    protected void commit(LedgerTransaction transaction) {
        sink.commit(transaction);
    }

    /** Rows that are in no checkpoint go with this instance; the source delivers them again. */
    @Override
    protected void abort(LedgerTransaction transaction) {}
}
