package io.oncestream.state.ledger;

import java.util.List;

/**
 * The handle of a transaction in {@code ledger} mode: open while rows arrive, sealed by the
 * snapshot that ends it. The rows of an open transaction live in the sink, not here, because Flink
 * writes the handle of the open transaction into a checkpoint on another thread while rows go on
 * arriving.
 */
public final class LedgerTransaction {
    private List<SealedTransaction> sealed = List.of();
    private boolean ofSnapshot;

    /**
     * Ends the transaction. One in which there is nothing to commit is never sealed.
     *
     * @param transactions what it is in each database of the sink, in their order
     */
    public void seal(List<SealedTransaction> transactions) {
        if (!sealed.isEmpty()) {
            throw new IllegalStateException(this + " is sealed already");
        }
        sealed = List.copyOf(transactions);
    }

    /**
     * The handle for a snapshot, which is written once.
     *
     * <p>The snapshot of a later checkpoint, or of a savepoint, may still be on its way when this
     * transaction is committed and its rows are no longer needed here. So a copy has a hold of its
     * own on a local file: the sink gives its hold up at the commit, the copy when it is written,
     * and the file is freed with the last of them. A copy that is never written, because Flink gave
     * up the checkpoint, is freed with the garbage.
     */
    LedgerTransaction forSnapshot() {
        LedgerTransaction copy = new LedgerTransaction();
        copy.sealed = sealed.stream().map(SealedTransaction::share).toList();
        copy.ofSnapshot = true;
        return copy;
    }

    /** A snapshot has it. */
    void written() {
        if (ofSnapshot) {
            sealed.forEach(SealedTransaction::close);
        }
    }

    /** What it is in each database of the sink, in their order; empty while it is open. */
    public List<SealedTransaction> sealed() {
        return sealed;
    }

    @Override
    public String toString() {
        return sealed.isEmpty() ? "open transaction" : sealed.get(0).toString();
    }
}
