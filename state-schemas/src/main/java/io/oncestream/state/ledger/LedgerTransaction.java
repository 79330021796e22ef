package io.oncestream.state.ledger;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The handle of a transaction in {@code ledger} mode: open while rows arrive, sealed by the
 * snapshot that ends it. The rows of an open transaction live in the sink, not here, because Flink
 * writes the handle of the open transaction into a checkpoint on another thread while rows go on
 * arriving.
 */
public final class LedgerTransaction {
    private @Nullable SealedTransaction sealed;
    private boolean ofSnapshot;

    /**
     * Ends the transaction. A transaction without rows is never sealed: there is nothing to commit.
     */
    public void seal(SealedTransaction transaction) {
        if (sealed != null) {
            throw new IllegalStateException(sealed + " is sealed already");
        }
        sealed = transaction;
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
        copy.sealed = sealed == null ? null : sealed.share();
        copy.ofSnapshot = true;
        return copy;
    }

    /** A snapshot has it. */
    void written() {
        if (ofSnapshot && sealed != null) {
            sealed.chunks().close();
        }
    }

    public Optional<SealedTransaction> sealed() {
        return Optional.ofNullable(sealed);
    }

    @Override
    public String toString() {
        return sealed == null ? "transaction without rows" : sealed.toString();
    }
}
