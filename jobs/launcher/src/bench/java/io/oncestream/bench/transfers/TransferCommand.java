package io.oncestream.bench.transfers;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A command, as a plain client reads it.
 *
 * @param from null: it is a deposit
 */
record TransferCommand(
        String ledger,
        String id,
        Instant time,
        @Nullable String from,
        String to,
        BigDecimal amount) {

    static TransferCommand of(Map<String, String> fields) {
        boolean isDeposit = fields.containsKey("deposit");
        return new TransferCommand(
                field(fields, "ledger"),
                field(fields, "id"),
                Instant.parse(field(fields, "time")),
                fields.get("from"),
                field(fields, isDeposit ? "account" : "to"),
                new BigDecimal(field(fields, isDeposit ? "deposit" : "amount")));
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    Account payer() {
        return new Account(ledger, Objects.requireNonNull(from));
    }

    Account payee() {
        return new Account(ledger, to);
    }
}
