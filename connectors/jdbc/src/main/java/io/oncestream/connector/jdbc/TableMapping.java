package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.rows.RowEncoder;
import io.oncestream.state.ledger.Column;
import io.oncestream.state.ledger.ColumnType;
import io.oncestream.state.ledger.TableDefinition;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How records become rows of a table. With a primary key the sink upserts: a row replaces the one
 * with the same key; its input must then be keyed by that key. Without one it appends, and the
 * table has one more column, {@link TableDefinition#TRANSACTION}. A versioned table has both: the
 * last row of each key in each transaction stays.
 *
 * @param <T> the record
 */
public final class TableMapping<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TableDefinition table;
    private final List<List<String>> indexes;
    private final List<FieldWriter<T>> fields;
    private final @Nullable String view;
    private final boolean isReplica;

    private TableMapping(Builder<T> builder) {
        List<Column> columns = new ArrayList<>(builder.columns);
        view = builder.view;
        isReplica = builder.isReplica;
        if (builder.primaryKey.isEmpty() || view != null) {
            columns.add(TableDefinition.TRANSACTION);
        }
        table = new TableDefinition(builder.name, columns, builder.primaryKey);
        indexes = List.copyOf(builder.indexes);
        fields = List.copyOf(builder.fields);
    }

    public static <T> Builder<T> table(String name) {
        return new Builder<>(name);
    }

    public TableDefinition table() {
        return table;
    }

    /** The columns of each index that the table gets beside its primary key. */
    List<List<String>> indexes() {
        return indexes;
    }

    /** The view of a versioned table. */
    Optional<String> view() {
        return Optional.ofNullable(view);
    }

    boolean isReplica() {
        return isReplica;
    }

    void encode(T row, RowEncoder encoder) {
        encoder.beginRow(fields.size());
        for (FieldWriter<T> field : fields) {
            field.write(row, encoder);
        }
    }

    private interface FieldWriter<T> extends Serializable {
        void write(T row, RowEncoder encoder);
    }

    private interface Encoding<V> extends BiConsumer<RowEncoder, V>, Serializable {}

    /** A serializable function, so that a lambda can travel to the TaskManagers. */
    public interface Field<T, V> extends Function<T, V>, Serializable {}

    /** As {@link Field}, for a primitive. */
    public interface LongField<T> extends ToLongFunction<T>, Serializable {}

    /**
     * Names the columns in their order. A field that is null becomes NULL, unless its column is
     * {@link #notNull} or of the primary key, or takes none in a table that is there already: then
     * {@link SinkFailure} refuses it before it is in a checkpoint.
     */
    public static final class Builder<T> {
        private final String name;
        private final List<Column> columns = new ArrayList<>();
        private final List<FieldWriter<T>> fields = new ArrayList<>();
        private final List<List<String>> indexes = new ArrayList<>();
        private List<String> primaryKey = List.of();
        private @Nullable String view;
        private boolean isReplica;

        private Builder(String name) {
            this.name = name;
        }

        public Builder<T> text(String column, Field<T, @Nullable String> field) {
            return add(new Column(column, ColumnType.TEXT), field, RowEncoder::text);
        }

        /**
         * A text for people, of whatever came: characters that the database cannot store become
         * their numbers, as a Java text writes them, and no row is refused for them.
         */
        public Builder<T> escapedText(String column, Field<T, @Nullable String> field) {
            return add(new Column(column, ColumnType.TEXT), field, RowEncoder::escapedText);
        }

        public Builder<T> bigint(String column, LongField<T> field) {
            columns.add(new Column(column, ColumnType.BIGINT));
            fields.add((row, out) -> out.bigint(field.applyAsLong(row)));
            return this;
        }

        /** As {@link #bigint}, where some rows have none. */
        public Builder<T> nullableBigint(String column, Field<T, @Nullable Long> field) {
            return add(new Column(column, ColumnType.BIGINT), field, RowEncoder::bigint);
        }

        /** 32 bits. */
        public Builder<T> integer(String column, Field<T, @Nullable Integer> field) {
            return add(new Column(column, ColumnType.INTEGER), field, RowEncoder::integer);
        }

        public Builder<T> doublePrecision(String column, Field<T, @Nullable Double> field) {
            return add(new Column(column, ColumnType.DOUBLE), field, RowEncoder::doublePrecision);
        }

        /**
         * A number of at most so many digits, {@code scale} of them behind the point. One that
         * would have to be rounded is refused. 1.0 and 1.00 are one number, in a primary key too.
         */
        public Builder<T> decimal(
                String column, int precision, int scale, Field<T, @Nullable BigDecimal> field) {
            return add(
                    new Column(column, ColumnType.DECIMAL, precision, scale, false),
                    field,
                    RowEncoder::decimal);
        }

        public Builder<T> bool(String column, Field<T, @Nullable Boolean> field) {
            return add(new Column(column, ColumnType.BOOL), field, RowEncoder::bool);
        }

        /** Cut to microseconds. */
        public Builder<T> timestamp(String column, Field<T, @Nullable Instant> field) {
            return add(new Column(column, ColumnType.TIMESTAMP), field, RowEncoder::timestamp);
        }

        public Builder<T> date(String column, Field<T, @Nullable LocalDate> field) {
            return add(new Column(column, ColumnType.DATE), field, RowEncoder::date);
        }

        public Builder<T> bytes(String column, Field<T, byte @Nullable []> field) {
            return add(new Column(column, ColumnType.BYTES), field, RowEncoder::bytes);
        }

        /**
         * A JSON text. What is none is refused, and so are more than 31 levels and numbers of more
         * than 1000 digits. PostgreSQL stores its value, as {@code jsonb}: no blanks, and the last
         * of members with one name; MariaDB stores the text.
         */
        public Builder<T> json(String column, Field<T, @Nullable String> field) {
            return add(new Column(column, ColumnType.JSON), field, RowEncoder::json);
        }

        /** The last column that was named takes no NULL. */
        public Builder<T> notNull() {
            if (columns.isEmpty()) {
                throw new IllegalStateException("notNull() comes behind its column");
            }
            columns.set(columns.size() - 1, columns.get(columns.size() - 1).notNull());
            return this;
        }

        public Builder<T> primaryKey(String... keyColumns) {
            primaryKey = List.of(keyColumns);
            return this;
        }

        /**
         * Keeps the last row of each key in each transaction, by the column {@link
         * TableDefinition#TRANSACTION}, so that readers can go back to a checkpoint.
         *
         * @param viewOfLast the name of a view of each key's last row, created with the table
         */
        public Builder<T> versioned(String viewOfLast) {
            view = viewOfLast;
            return this;
        }

        /**
         * Makes a table with a key a committed copy of what the job knows, by which readers decide,
         * and the job itself. The sink never writes it over from an earlier checkpoint than it has,
         * but refuses to start, as with a table that is appended to; and it needs a database that
         * stores all of Unicode.
         */
        public Builder<T> replica() {
            isReplica = true;
            return this;
        }

        /**
         * An index on these columns of a table without a primary key. The database gets it with the
         * table: one that is there already is left as it is. MariaDB indexes the first 512
         * characters of a text, fewer of several; PostgreSQL indexes whole texts, and fails a
         * commit with one of more than 2704 bytes until the index is dropped.
         */
        public Builder<T> index(String... indexColumns) {
            indexes.add(List.of(indexColumns));
            return this;
        }

        public TableMapping<T> build() {
            TableRules.check(new TableDefinition(name, columns, primaryKey), indexes);
            if (view != null) {
                TableRules.checkVersioned(name, primaryKey, view);
                // By which versions are found that are no longer needed.
                indexes.add(List.of(TableDefinition.TRANSACTION.name()));
            }
            return new TableMapping<>(this);
        }

        private <V> Builder<T> add(
                Column column, Field<T, @Nullable V> field, Encoding<V> encoding) {
            columns.add(column);
            fields.add(
                    (row, out) -> {
                        @Nullable V value = field.apply(row);
                        if (value == null) {
                            out.none();
                        } else {
                            encoding.accept(out, value);
                        }
                    });
            return this;
        }
    }
}
