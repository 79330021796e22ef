package io.oncestream.connector.jdbc.paxos;

import static java.util.Objects.requireNonNull;

import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.database.ExistingTable;
import io.oncestream.connector.jdbc.database.TableShape;
import io.oncestream.connector.jdbc.paxos.PlainTable.IfThere;
import io.oncestream.state.ledger.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which member of which set of databases one of them is. It is told once, and a database that does
 * not know it any more has forgotten what it promised: it takes no part.
 */
record Membership(Dialect dialect, CounterTables tables) {

    /**
     * What a database knows of itself.
     *
     * @param cluster the set
     * @param number which of it
     * @param members how many there are
     * @param isComplete whether all members of the set had been told
     * @param begunBy the run that made them members
     */
    record MemberId(
            String cluster, long number, long members, boolean isComplete, String begunBy) {}

    /** Makes the tables that are missing, and looks at those that are there. */
    void makeTables(Connection connection) throws SQLException {
        if (!dialect.limits(connection).charset().equals(StandardCharsets.UTF_8)) {
            throw new SinkFailure(
                    "the database stores no texts in UTF-8, and all members must store the same");
        }
        boolean isLocked = false;
        for (TableDefinition table : tables.all()) {
            Optional<ExistingTable> existing = dialect.describe(connection, table.name());
            if (existing.isEmpty() && !isLocked) {
                connection.commit(); // PostgreSQL may go on believing that it is missing
                dialect.lockStarts(connection);
                isLocked = true;
                existing = dialect.describe(connection, table.name());
            }
            if (existing.isEmpty()) {
                dialect.createTable(connection, table, indexes(table));
            } else {
                TableShape.check(dialect, existing, table);
            }
        }
    }

    private List<List<String>> indexes(TableDefinition table) {
        return table.equals(tables.answers())
                ? List.of(List.of(CounterTables.TRANSACTION))
                : List.of();
    }

    /** Empty: it was never told, or has forgotten. */
    Optional<MemberId> find(Connection connection) throws SQLException {
        return find(connection, "");
    }

    /** The same, and it stays so as long as the connection's transaction. */
    Optional<MemberId> hold(Connection connection) throws SQLException {
        return find(connection, dialect.forShare());
    }

    private Optional<MemberId> find(Connection connection, String end) throws SQLException {
        List<List<@Nullable Object>> rows = table().readAll(connection, end);
        if (rows.size() > 1) {
            throw new SinkFailure(
                    "table %s has more than one row: it was written by somebody else"
                            .formatted(tables.members().name()));
        }
        return rows.stream().findFirst().map(Membership::id);
    }

    private static MemberId id(List<@Nullable Object> row) {
        return new MemberId(
                (String) requireNonNull(row.get(0)),
                (Long) requireNonNull(row.get(1)),
                (Long) requireNonNull(row.get(2)),
                (Long) requireNonNull(row.get(3)) > 0,
                (String) requireNonNull(row.get(4)));
    }

    /** Tells it, unless another start was quicker; returns what it knows then. */
    MemberId tell(Connection connection, MemberId id) throws SQLException {
        dialect.lockStarts(connection);
        Optional<MemberId> known = find(connection);
        if (known.isPresent()) {
            return known.get();
        }
        write(connection, id);
        return id;
    }

    /**
     * Forgets all, unless this run has made it a member: what it is first, for which it waits until
     * nobody writes who has looked at that.
     */
    void empty(Connection connection, String run) throws SQLException {
        dialect.lockStarts(connection);
        if (find(connection).filter(id -> id.begunBy.equals(run)).isPresent()) {
            return;
        }
        List<TableDefinition> all = new ArrayList<>(tables.all());
        all.remove(tables.members());
        all.add(0, tables.members());
        for (TableDefinition table : all) {
            new PlainTable(dialect, table).deleteAll(connection);
        }
    }

    /** Forgets what this run has told, while nothing was promised yet. */
    void takeBack(Connection connection, String run) throws SQLException {
        dialect.lockStarts(connection);
        if (find(connection).filter(id -> id.begunBy.equals(run) && !id.isComplete).isPresent()) {
            table().deleteAll(connection);
        }
    }

    /** Notes that all members were told. */
    void complete(Connection connection, MemberId id) throws SQLException {
        write(connection, new MemberId(id.cluster, id.number, id.members, true, id.begunBy));
    }

    private void write(Connection connection, MemberId id) throws SQLException {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(id.cluster);
        row.add(id.number);
        row.add(id.members);
        row.add(id.isComplete ? 1L : 0L);
        row.add(id.begunBy);
        table().write(connection, List.of(row), IfThere.REPLACED);
    }

    private PlainTable table() {
        return new PlainTable(dialect, tables.members());
    }
}
