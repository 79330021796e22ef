package io.oncestream.launcher.demo.transfers;

import java.math.BigDecimal;

/**
 * A leg of a transfer.
 *
 * @param number that of the outcome
 * @param amount below zero in the account that pays
 * @param balance behind it
 */
public record PostingRow(
        String ledger,
        long number,
        String id,
        String account,
        BigDecimal amount,
        BigDecimal balance) {

    String transfer() {
        return ledger + "/" + id;
    }

    String owner() {
        return ledger + "/" + account;
    }
}
