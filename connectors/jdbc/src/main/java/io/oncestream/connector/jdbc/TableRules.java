package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.util.List;

/** What no table of a sink can have; each is an {@link IllegalArgumentException}. */
final class TableRules {
    /**
     * What both PostgreSQL and the MySQL family have; MariaDB's own scale goes a little further.
     */
    private static final int PRECISION_MAX = 65;

    private static final int SCALE_MAX = 30;

    private TableRules() {}

    static void check(TableDefinition table, List<List<String>> indexes) {
        require(
                !LedgerTables.NAMES.contains(TableName.of(table.name()).name()),
                "the table " + table.name() + " is the sink's own: choose another by --table");
        List<String> names = table.columns().stream().map(Column::name).toList();
        require(
                names.containsAll(table.primaryKey()),
                "primary key %s is not among the columns %s".formatted(table.primaryKey(), names));
        for (Column column : table.columns()) {
            require(
                    !column.name().equals(TableDefinition.TRANSACTION.name()),
                    "the column " + TableDefinition.TRANSACTION.name() + " is the sink's own");
            checkDecimal(column);
            if (table.primaryKey().contains(column.name())) {
                checkKey(column);
            }
        }
        indexes.forEach(index -> checkIndex(table, index));
    }

    static void checkVersioned(String table, List<String> primaryKey, String view) {
        require(!primaryKey.isEmpty(), "the versioned table " + table + " has no primary key");
        require(!view.equals(table), "the view of table " + table + " has the table's name");
    }

    private static void checkDecimal(Column column) {
        int precision = column.precision();
        require(
                column.type() != ColumnType.DECIMAL
                        || (precision >= 1
                                && precision <= PRECISION_MAX
                                && column.scale() >= 0
                                && column.scale() <= Math.min(SCALE_MAX, precision)),
                "the column %s is decimal(%d, %d): a precision is 1 to %d, a scale 0 to %d and no more than the precision"
                        .formatted(
                                column.name(),
                                precision,
                                column.scale(),
                                PRECISION_MAX,
                                SCALE_MAX));
    }

    private static void checkKey(Column column) {
        require(
                column.type() != ColumnType.DOUBLE,
                "the column %s is a floating-point number and cannot be of the primary key: 0.0 and -0.0 have different bits and are one key to a database"
                        .formatted(column.name()));
        require(
                column.type() != ColumnType.JSON,
                "the column %s is JSON and cannot be of the primary key: one value has many texts"
                        .formatted(column.name()));
    }

    private static void checkIndex(TableDefinition table, List<String> index) {
        require(
                !table.isUpsert(),
                "the index on %s: only a table without a primary key gets any".formatted(index));
        List<String> indexable =
                table.columns().stream()
                        .filter(column -> column.type() != ColumnType.JSON)
                        .map(Column::name)
                        .toList();
        require(
                !index.isEmpty() && indexable.containsAll(index),
                "the index on %s is not on some of the columns %s, those without JSON"
                        .formatted(index, indexable));
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
