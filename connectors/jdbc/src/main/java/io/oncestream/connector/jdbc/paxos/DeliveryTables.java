package io.oncestream.connector.jdbc.paxos;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.paxos.PlainTable.IfThere;
import io.oncestream.connector.jdbc.rows.StorableText;
import io.oncestream.state.command.RefusedCommand;
import io.oncestream.state.counter.CounterCommand;
import io.oncestream.state.ledger.TableDefinition;
import io.oncestream.state.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one database that everyone reads. Rows come in by their keys, so that one which
 * comes again changes nothing; counters only rise.
 */
final class DeliveryTables {

    private static final StorableText TEXT = new StorableText(StandardCharsets.UTF_8);

    private final Dialect dialect;
    private final CounterTables tables;

    DeliveryTables(Dialect dialect, CounterTables tables) {
        this.dialect = dialect;
        this.tables = tables;
    }

    private PlainTable of(TableDefinition table) {
        return new PlainTable(dialect, table);
    }

    void deliver(Connection connection, Delivery delivery) throws SQLException {
        List<List<@Nullable Object>> counters = new ArrayList<>();
        delivery.counters()
                .forEach((name, now) -> counters.add(Arrays.asList(name, now.n(), now.version())));
        of(tables.counters()).raise(connection, counters, "version");
        String transaction = delivery.transaction();
        add(connection, tables.answers(), answers(delivery.answers(), transaction));
        add(connection, tables.refused(), refused(delivery.refused(), transaction));
        add(connection, tables.rejected(), rejected(delivery.rejected(), transaction));
        add(connection, tables.deliveries(), List.of(List.of(transaction)));
    }

    private void add(
            Connection connection, TableDefinition table, List<List<@Nullable Object>> rows)
            throws SQLException {
        of(table).write(connection, rows, IfThere.STAYS);
    }

    private static List<List<@Nullable Object>> answers(
            List<CounterAnswer> answers, String transaction) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (CounterAnswer answer : answers) {
            CounterCommand command = answer.command();
            rows.add(
                    Arrays.asList(
                            command.counter(),
                            command.id(),
                            TEXT.escaped(command.op()),
                            command.time(),
                            command.amount(),
                            answer.outcome().word(),
                            answer.n(),
                            answer.version(),
                            (long) answer.place(),
                            escaped(command.invalid()),
                            transaction));
        }
        return rows;
    }

    private static @Nullable String escaped(@Nullable String text) {
        return text == null ? null : TEXT.escaped(text);
    }

    private static List<List<@Nullable Object>> refused(
            List<RefusedCommand> refused, String transaction) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (RefusedCommand command : refused) {
            rows.add(
                    Arrays.asList(
                            transaction,
                            (long) rows.size(),
                            TEXT.escaped(command.key()),
                            TEXT.escaped(command.id()),
                            TEXT.escaped(command.op()),
                            command.time(),
                            TEXT.escaped(command.reason())));
        }
        return rows;
    }

    private static List<List<@Nullable Object>> rejected(
            List<RejectedRecord> rejected, String transaction) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (RejectedRecord record : rejected) {
            rows.add(
                    Arrays.asList(
                            transaction,
                            (long) rows.size(),
                            TEXT.escaped(record.source()),
                            record.position(),
                            TEXT.escaped(record.text()),
                            TEXT.escaped(record.reason())));
        }
        return rows;
    }

    /** Those of these counters that are there. */
    List<List<@Nullable Object>> counters(Connection connection, Collection<String> names)
            throws SQLException {
        return of(tables.counters()).read(connection, "counter", names, "");
    }

    /**
     * The transactions that some member may lack, a page of them in the order of their names.
     *
     * @param after the last name of the page before
     */
    NavigableSet<String> deliveries(Connection connection, String after, int limit)
            throws SQLException {
        String end =
                " ORDER BY %s LIMIT %d"
                        .formatted(dialect.byCodePoint(CounterTables.TRANSACTION), limit);
        NavigableSet<String> names = new TreeSet<>();
        for (List<@Nullable Object> row :
                of(tables.deliveries())
                        .readAbove(
                                connection,
                                dialect.byCodePoint(CounterTables.TRANSACTION),
                                after,
                                end)) {
            names.add((String) requireNonNull(row.get(0)));
        }
        return names;
    }

    /** Forgets that they were once missing somewhere. */
    void forget(Connection connection, Collection<String> transactions) throws SQLException {
        of(tables.deliveries()).delete(connection, CounterTables.TRANSACTION, transactions);
    }

    /** All rows of a transaction, by their tables; of its counters what they are now. */
    Map<TableDefinition, List<List<@Nullable Object>>> read(
            Connection connection, String transaction) throws SQLException {
        Map<TableDefinition, List<List<@Nullable Object>>> rows = new LinkedHashMap<>();
        for (TableDefinition table : tables.ofTransactions()) {
            rows.put(
                    table,
                    of(table)
                            .read(connection, CounterTables.TRANSACTION, List.of(transaction), ""));
        }
        Set<String> counters = new LinkedHashSet<>();
        requireNonNull(rows.get(tables.answers()))
                .forEach(row -> counters.add((String) requireNonNull(row.get(0))));
        rows.put(tables.counters(), counters(connection, counters));
        return rows;
    }

    /** Adds what {@link #read} has found in another database. */
    void add(Connection connection, Map<TableDefinition, List<List<@Nullable Object>>> rows)
            throws SQLException {
        for (Map.Entry<TableDefinition, List<List<@Nullable Object>>> each : rows.entrySet()) {
            if (each.getKey().equals(tables.counters())) {
                of(each.getKey()).raise(connection, each.getValue(), "version");
            } else {
                add(connection, each.getKey(), each.getValue());
            }
        }
    }
}
