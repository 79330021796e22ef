package io.oncestream.connector.jdbc.database;

import io.oncestream.state.ledger.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table as the database has it.
 *
 * @param columns by their names
 * @param primaryKey its columns; empty where it has none
 * @param faults what makes it unfit for any sink, each in words
 * @param keyFaults what makes it unfit for rows that replace those of the same key, each in words
 */
public record ExistingTable(
        Map<String, ExistingColumn> columns,
        Set<String> primaryKey,
        List<String> faults,
        List<String> keyFaults) {

    /** Whether its primary key has the same columns, in whatever order. */
    public boolean hasKeyOf(TableDefinition table) {
        return primaryKey.equals(Set.copyOf(table.storedKey()));
    }
}
