package io.oncestream.connector.jdbc;

import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How records become rows of a table. With a primary key the sink upserts: a row replaces the one
 * with the same key; its input must then be keyed by that key. Without one it appends, and the
 * table has one more column, {@link TableDefinition#TRANSACTION}.
 *
 * @param <T> the record
 */
public final class TableMapping<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TableDefinition table;
    private final List<FieldWriter<T>> fields;

    private TableMapping(TableDefinition table, List<FieldWriter<T>> fields) {
        this.table = table;
        this.fields = fields;
    }

    public static <T> Builder<T> table(String name) {
        return new Builder<>(name);
    }

    public TableDefinition table() {
        return table;
    }

    void encode(T row, RowEncoder encoder) {
        encoder.beginRow(fields.size());
        for (FieldWriter<T> field : fields) {
            field.write(row, encoder);
        }
    }

    /** The positions of the primary key's columns. */
    int[] keyFields() {
        List<String> names = table.columns().stream().map(Column::name).toList();
        return table.primaryKey().stream().mapToInt(names::indexOf).toArray();
    }

    private interface FieldWriter<T> extends Serializable {
        void write(T row, RowEncoder encoder);
    }

    /** A serializable function, so that a lambda can travel to the TaskManagers. */
    public interface Field<T, V> extends Function<T, V>, Serializable {}

    /** As {@link Field}, for a primitive. */
    public interface LongField<T> extends ToLongFunction<T>, Serializable {}

    /** Names the columns in their order. */
    public static final class Builder<T> {
        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<FieldWriter<T>> fields = new ArrayList<>();
        private List<String> primaryKey = List.of();

        private Builder(String name) {
            this.name = name;
        }

        public Builder<T> text(String column, Field<T, @Nullable String> field) {
            return add(column, ColumnType.TEXT, (row, out) -> out.text(field.apply(row)));
        }

        public Builder<T> bigint(String column, LongField<T> field) {
            return add(column, ColumnType.BIGINT, (row, out) -> out.bigint(field.applyAsLong(row)));
        }

        public Builder<T> doublePrecision(String column, Field<T, @Nullable Double> field) {
            return add(
                    column, ColumnType.DOUBLE, (row, out) -> out.doublePrecision(field.apply(row)));
        }

        public Builder<T> timestamp(String column, Field<T, @Nullable Instant> field) {
            return add(column, ColumnType.TIMESTAMP, (row, out) -> out.timestamp(field.apply(row)));
        }

        public Builder<T> primaryKey(String... keyColumns) {
            primaryKey = List.of(keyColumns);
            return this;
        }

        public TableMapping<T> build() {
            if (LedgerTables.NAMES.contains(name)) {
                throw new IllegalArgumentException(
                        "the table " + name + " is the sink's own: choose another by --table");
            }
            List<String> names = columns.stream().map(Column::name).toList();
            if (!names.containsAll(primaryKey)) {
                throw new IllegalArgumentException(
                        "primary key " + primaryKey + " is not among the columns " + names);
            }
            for (Column column : columns) {
                if (column.type() == ColumnType.DOUBLE && primaryKey.contains(column.name())) {
                    throw new IllegalArgumentException(
                            "the column %s is a floating-point number and cannot be of the primary"
                                            .formatted(column.name())
                                    + " key: 0.0 and -0.0 have different bits and are one key to a"
                                    + " database");
                }
            }
            if (names.contains(TableDefinition.TRANSACTION.name())) {
                throw new IllegalArgumentException(
                        "the column " + TableDefinition.TRANSACTION.name() + " is the sink's own");
            }
            List<Column> all = new ArrayList<>(columns);
            if (primaryKey.isEmpty()) {
                all.add(TableDefinition.TRANSACTION);
            }
            return new TableMapping<>(
                    new TableDefinition(name, all, primaryKey), List.copyOf(fields));
        }

        private Builder<T> add(String column, ColumnType type, FieldWriter<T> field) {
            columns.add(new Column(column, type));
            fields.add(field);
            return this;
        }
    }
}
