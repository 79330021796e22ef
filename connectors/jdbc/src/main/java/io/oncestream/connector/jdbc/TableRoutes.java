package io.oncestream.connector.jdbc;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Which rows of which tables a record becomes, and in which databases. One sink writes all tables
 * that are to be read together: at a checkpoint all databases have all rows of it or none.
 *
 * @param <T> the record
 */
public final class TableRoutes<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final boolean areReadTogether;
    private final List<TableMapping<?>> tables;
    private final List<Route<T>> routes;

    private TableRoutes(
            boolean areReadTogether, List<TableMapping<?>> tables, List<Route<T>> routes) {
        this.areReadTogether = areReadTogether;
        this.tables = List.copyOf(tables);
        this.routes = List.copyOf(routes);
    }

    /** A record is a row of a table in the only database. */
    static <T> TableRoutes<T> toOne(TableMapping<T> table) {
        return new TableRoutes<>(
                false,
                List.of(table),
                List.of((record, participants, rows) -> rows.add(0, 0, table, record)));
    }

    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** What the sink writes, in each database. */
    List<TableMapping<?>> tables() {
        return tables;
    }

    /** Whether all tables, in all databases, are read at one checkpoint. */
    boolean areReadTogether() {
        return areReadTogether;
    }

    void send(T record, int participants, Rows rows) {
        for (Route<T> route : routes) {
            route.send(record, participants, rows);
        }
    }

    /** Takes the rows. */
    interface Rows {
        <R> void add(int participant, int table, TableMapping<R> mapping, R row);
    }

    private interface Route<T> extends Serializable {
        void send(T record, int participants, Rows rows);
    }

    /** Which rows of one table a record becomes. */
    public interface RowsOf<T, R> extends Function<T, List<R>>, Serializable {}

    /** Where a row lives: always in the same database, as long as their number is the same. */
    public interface Placement<R> extends Serializable {

        /** From 0 to less than the number of participants. */
        int participant(R row, int participants);
    }

    /** Names the tables, each once. */
    public static final class Builder<T> {
        private final List<TableMapping<?>> tables = new ArrayList<>();
        private final List<Route<T>> routes = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a table, which appends or is versioned: rows that were replaced could not be read at
         * an earlier checkpoint. Of a versioned one the sink's input is keyed such that one key has
         * one writer.
         */
        public <R> Builder<T> table(
                TableMapping<R> mapping, RowsOf<T, R> rowsOf, Placement<R> placement) {
            if (mapping.table().isUpsert()) {
                throw new IllegalArgumentException(
                        "table %s replaces rows: make it versioned, or write it by a sink of its own"
                                .formatted(mapping.table().name()));
            }
            int table = tables.size();
            tables.add(mapping);
            routes.add(
                    (record, participants, rows) -> {
                        for (R row : rowsOf.apply(record)) {
                            int place = placement.participant(row, participants);
                            rows.add(place, table, mapping, row);
                        }
                    });
            return this;
        }

        public TableRoutes<T> build() {
            return new TableRoutes<>(true, tables, routes);
        }
    }
}
