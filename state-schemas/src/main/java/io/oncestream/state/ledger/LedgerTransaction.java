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

    /**
     * Ends the transaction. A transaction without rows is never sealed: there is nothing to commit.
     */
    public void seal(SealedTransaction transaction) {
        if (sealed != null) {
            throw new IllegalStateException(sealed + " is sealed already");
        }
        sealed = transaction;
    }

    public Optional<SealedTransaction> sealed() {
        return Optional.ofNullable(sealed);
    }

    @Override
    public String toString() {
        return sealed == null ? "transaction without rows" : sealed.toString();
    }
}
