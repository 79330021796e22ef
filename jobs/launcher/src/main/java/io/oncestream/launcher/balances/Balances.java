package io.oncestream.launcher.balances;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the accounts of one database have.
 *
 * @param cut the checkpoint that was read; {@link Long#MAX_VALUE}: the newest rows
 * @param committedAt when this database had it; empty where that is not known
 * @param now by the same clock, the database's
 */
record Balances(long cut, Optional<Instant> committedAt, Instant now, List<Account> accounts) {

    /** One account. */
    record Account(String ledger, String account, BigDecimal balance) {}
}
