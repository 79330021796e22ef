package io.oncestream.launcher.demo.transfers;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A row of outcomes.
 *
 * @param number its place among those of its ledger, from 1 on
 * @param from null: a deposit
 * @param amount null where it could not be read
 */
public record OutcomeRow(
        String ledger,
        long number,
        String id,
        @Nullable String from,
        @Nullable String to,
        @Nullable BigDecimal amount,
        String outcome) {

    boolean isApplied() {
        return outcome.equals("applied");
    }

    /** Ids are told apart by their ledgers. */
    String transfer() {
        return ledger + "/" + id;
    }
}
