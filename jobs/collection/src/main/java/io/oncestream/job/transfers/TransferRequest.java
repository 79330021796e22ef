package io.oncestream.job.transfers;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that a ledger can decide.
 *
 * @param ledger whose accounts these are: no transfer reaches further
 * @param id which no other command of the ledger has
 * @param time event time at which it was sent; it decides nothing
 * @param from the account that pays; null: the amount comes from outside, as a deposit
 * @param to the account that gets the amount
 * @param units above zero
 */
record TransferRequest(
        String ledger, String id, Instant time, @Nullable String from, String to, long units) {

    private static final int CHARACTERS_MAX = 200;

    /** Refuses what is out of bounds, by an {@link IllegalArgumentException} with the value. */
    TransferRequest {
        checkText(from == null ? "account" : "to", to);
        if (from != null) {
            checkText("from", from);
            if (from.equals(to)) {
                throw new IllegalArgumentException("from and to are one account, " + from);
            }
        }
        if (units <= 0) {
            throw new IllegalArgumentException(
                    "the amount is %d units: it must be above 0".formatted(units));
        }
    }

    /** Counts as databases and the format of commands do. */
    private static void checkText(String name, String text) {
        int characters = text.codePointCount(0, text.length());
        if (characters == 0 || characters > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "%s has %d characters: it must have 1 to %d"
                            .formatted(name, characters, CHARACTERS_MAX));
        }
    }
}
