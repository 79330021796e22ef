package io.oncestream.connector.jdbc.mariadb;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.util.List;

/**
 * The types of columns. Texts compare by their code points, trailing spaces included, like
 * PostgreSQL's; a server's default would take "ABC" for "abc" and "a" for "a ".
 */
final class MySqlTypes {
    /** MariaDB's name of that comparison. */
    static final String COLLATION = "utf8mb4_nopad_bin";

    private static final int INDEXED_LENGTH_MAX = 512;
    private static final int INDEX_BYTES_MAX = 3072;
    private static final int CHARACTER_BYTES_MAX = 4;
    private static final int NUMBER_BYTES = 8;
    private static final int DECIMAL_BYTES = 32;

    private MySqlTypes() {}

    /** JSON is what MariaDB makes of its word json: a text, which both servers keep as it is. */
    static String of(TableDefinition table, Column column) {
        return switch (column.type()) {
            case TEXT -> keyed(table, column, "varchar", "longtext") + " COLLATE " + COLLATION;
            case BYTES -> keyed(table, column, "varbinary", "longblob");
            case JSON -> "longtext COLLATE utf8mb4_bin";
            case BIGINT, TRANSACTION -> "bigint";
            case INTEGER -> "int";
            case BOOL -> "tinyint(1)";
            case DOUBLE -> "double";
            case DECIMAL -> "decimal(%d,%d)".formatted(column.precision(), column.scale());
            case TIMESTAMP -> "datetime(6)";
            case DATE -> "date";
        };
    }

    private static String keyed(TableDefinition table, Column column, String key, String other) {
        return table.primaryKey().contains(column.name())
                ? "%s(%d)".formatted(key, lengthMax(table, table.storedKey()))
                : other;
    }

    /**
     * How many characters of a text, or bytes, an index can have of each of its columns, so that
     * all of them fit.
     */
    static int lengthMax(TableDefinition table, List<String> indexed) {
        int room = INDEX_BYTES_MAX;
        int texts = 0;
        for (Column column : table.columns()) {
            if (!indexed.contains(column.name())) {
                continue;
            }
            if (hasLength(column)) {
                texts++;
            } else {
                room -= column.type() == ColumnType.DECIMAL ? DECIMAL_BYTES : NUMBER_BYTES;
            }
        }
        return Math.min(INDEXED_LENGTH_MAX, room / CHARACTER_BYTES_MAX / Math.max(1, texts));
    }

    static boolean hasLength(Column column) {
        return column.type() == ColumnType.TEXT || column.type() == ColumnType.BYTES;
    }
}
