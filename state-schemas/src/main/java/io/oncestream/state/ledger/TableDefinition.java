package io.oncestream.state.ledger;

import java.io.Serializable;
import java.util.List;

/**
 * The table that a transaction's rows go to. It travels with the transaction, so that one which was
 * sealed by an older version of a job is applied as that version meant it.
 *
 * @param name as the database stores it, unquoted, in the connection's current schema
 * @param columns in the order of the encoded fields, except that {@link ColumnType#TRANSACTION} is
 *     none of these
 * @param primaryKey names of columns; a row replaces the one with the same key (upsert); empty
 *     where rows are only appended
 */
public record TableDefinition(String name, List<Column> columns, List<String> primaryKey)
        implements Serializable {

    public TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * The column by which the rows of later checkpoints can be told, and removed when an older one
     * is resumed. Tables without a primary key have it, unless they were made without.
     */
    public static final Column TRANSACTION = new Column("_tx", ColumnType.TRANSACTION);

    public boolean isUpsert() {
        return !primaryKey.isEmpty();
    }

    public boolean tellsTransactions() {
        return columns.contains(TRANSACTION);
    }

    /** The same table as it is encoded: without {@link #TRANSACTION}. */
    public TableDefinition withoutTransaction() {
        List<Column> fields =
                columns.stream().filter(column -> !column.equals(TRANSACTION)).toList();
        return new TableDefinition(name, fields, primaryKey);
    }
}
