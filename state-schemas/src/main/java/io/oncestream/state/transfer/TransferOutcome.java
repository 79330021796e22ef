package io.oncestream.state.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a command: each has one outcome.
 *
 * @param number its place among the commands of the ledger: from 1 on, without gaps, in the order
 *     in which they were decided
 * @param id the command's
 * @param time event time of the command
 * @param from the account that pays; null of a deposit, and where the command names none
 * @param to the account that gets the amount; null where the command names none
 * @param amountUnits in units of the last decimal of the job's scale; null where the command was
 *     not read so far
 * @param reason one sentence for a person, where the result does not say everything
 */
public record TransferOutcome(
        String ledger,
        long number,
        String id,
        Instant time,
        @Nullable String from,
        @Nullable String to,
        @Nullable Long amountUnits,
        TransferResult result,
        @Nullable String reason) {}
