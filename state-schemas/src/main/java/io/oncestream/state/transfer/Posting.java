package io.oncestream.state.transfer;

import java.time.Instant;

/**
 * A leg of what was applied: a change of one account. The balance of an account is the sum of its
 * postings. Amounts are in units of the last decimal of the job's scale.
 *
 * @param number of the command among those of the ledger
 * @param id the command's
 * @param account which is changed, once by a command
 * @param amountUnits what is added to it; below zero of the account that pays
 * @param balanceUnits what it has then; never below zero
 * @param time event time of the command
 */
public record Posting(
        String ledger,
        long number,
        String id,
        String account,
        long amountUnits,
        long balanceUnits,
        Instant time) {}
