package io.oncestream.launcher.demo.transfers;

import java.math.BigDecimal;

/** What an account has. */
public record BalanceRow(String ledger, String account, BigDecimal balance) {

    String owner() {
        return ledger + "/" + account;
    }
}
