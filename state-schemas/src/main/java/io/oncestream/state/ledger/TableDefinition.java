package io.oncestream.state.ledger;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * The table that a transaction's rows go to. It travels with the transaction, so that one which was
 * sealed by an older version of a job is applied as that version meant it.
 *
 * @param name as the database stores it, unquoted, in the connection's current schema
 * @param columns in the order of the encoded fields, except that {@link ColumnType#TRANSACTION} is
 *     none of these
 * @param primaryKey names of columns: a row replaces the one with the same key (upsert) or, in a
 *     table with the column {@link #TRANSACTION}, follows it as its next version; empty where rows
 *     are only appended
 */
public record TableDefinition(String name, List<Column> columns, List<String> primaryKey)
        implements Serializable {

    public TableDefinition {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
    }

    /**
     * The column by which the rows of later checkpoints can be told, and removed when an older one
     * is resumed. Tables without a primary key have it, unless they were made without; one with a
     * primary key and this column is versioned, and its key in the database has this column too.
     */
    public static final Column TRANSACTION = new Column("_tx", ColumnType.TRANSACTION);

    /** Whether rows with one key in one transaction are one, the last. */
    public boolean hasKey() {
        return !primaryKey.isEmpty();
    }

    /** Whether a row replaces that of the same key. */
    public boolean isUpsert() {
        return hasKey() && !tellsTransactions();
    }

    /** Whether the last row of each key in each transaction stays. */
    public boolean isVersioned() {
        return hasKey() && tellsTransactions();
    }

    public boolean tellsTransactions() {
        return columns.contains(TRANSACTION);
    }

    /** The primary key in the database; empty where it has none. */
    public List<String> storedKey() {
        return isVersioned()
                ? Stream.concat(primaryKey.stream(), Stream.of(TRANSACTION.name())).toList()
                : primaryKey;
    }

    /** The same table as it is encoded: without {@link #TRANSACTION}. */
    public TableDefinition withoutTransaction() {
        List<Column> fields =
                columns.stream().filter(column -> !column.equals(TRANSACTION)).toList();
        return new TableDefinition(name, fields, primaryKey);
    }
}
