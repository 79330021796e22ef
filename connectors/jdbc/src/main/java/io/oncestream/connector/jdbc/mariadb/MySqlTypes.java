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

    private static final int KEY_CHARACTERS_MAX = 512;
    private static final int INDEX_BYTES_MAX = 3072;
    private static final int CHARACTER_BYTES_MAX = 4;
    private static final int NUMBER_BYTES = 8;

    private MySqlTypes() {}

    static String of(TableDefinition table, Column column) {
        return switch (column.type()) {
            case TEXT -> text(table, column) + " COLLATE " + COLLATION;
            case BIGINT, TRANSACTION -> "bigint";
            case DOUBLE -> "double";
            case TIMESTAMP -> "datetime(6)";
        };
    }

    private static String text(TableDefinition table, Column column) {
        return isKey(table, column) ? "varchar(" + keyCharactersMax(table) + ")" : "longtext";
    }

    static boolean isKey(TableDefinition table, Column column) {
        return table.primaryKey().contains(column.name());
    }

    /** How long a text of the primary key may be, so that all its columns fit into an index. */
    static int keyCharactersMax(TableDefinition table) {
        List<Column> key = table.columns().stream().filter(column -> isKey(table, column)).toList();
        int texts = (int) key.stream().filter(column -> column.type() == ColumnType.TEXT).count();
        int numbers = key.size() - texts;
        int room = INDEX_BYTES_MAX - NUMBER_BYTES * numbers;
        return Math.min(KEY_CHARACTERS_MAX, room / CHARACTER_BYTES_MAX / Math.max(1, texts));
    }
}
