package io.oncestream.state.ledger;

import java.io.Serializable;
import java.util.List;

/**
 * The table that a transaction's rows go to. It travels with the transaction, so that one which was
 * sealed by an older version of a job is applied as that version meant it.
 *
 * @param name as the database stores it, unquoted, in the connection's current schema
 * @param columns in the order of the encoded fields
 * @param primaryKey names of columns; a row replaces the one with the same key (upsert); empty
 *     where rows are only appended
 */
public record TableDefinition(String name, List<Column> columns, List<String> primaryKey)
        implements Serializable {

    public TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    public boolean isUpsert() {
        return !primaryKey.isEmpty();
    }
}
