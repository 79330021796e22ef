package io.oncestream.connector.jdbc.protocol;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.state.ledger.TableDefinition;

/** The view of a versioned table. */
final class LastVersions {

    private LastVersions() {}

    /** Each key's last version: what {@code eventual} readers see. */
    static String view(Dialect dialect, TableDefinition table, String view) {
        String transaction = dialect.quote(TableDefinition.TRANSACTION.name());
        return "CREATE VIEW %s AS SELECT * FROM %s v WHERE v.%s = (SELECT MAX(w.%3$s) FROM %2$s w WHERE %4$s)"
                .formatted(
                        dialect.quoteTable(view),
                        dialect.quoteTable(table.name()),
                        transaction,
                        dialect.sameKey(table, "w", "v"));
    }
}
