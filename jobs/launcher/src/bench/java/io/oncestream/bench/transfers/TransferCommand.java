package io.oncestream.bench.transfers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
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

    private static final JsonFactory JSON = new JsonFactory();

    static TransferCommand parse(byte[] json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                fields.put(parser.currentName(), parser.nextTextValue());
            }
        }
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
