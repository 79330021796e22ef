package io.oncestream.launcher.transactions;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.ledger.LedgerTables;
import io.oncestream.state.ledger.TableGroup;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and removes what sinks keep in a database. */
final class SinkLedger {

    private static final String READ =
            """
            SELECT t.table_name, t.lineage, t.operator, s.job, COUNT(*), MAX(t.checkpoint_id),
                   SUM(t.row_count), MAX(t.fence), MAX(t.committed_at), CURRENT_TIMESTAMP
            FROM %1$s t LEFT JOIN (
                SELECT table_name, lineage, operator, job FROM %2$s
                UNION SELECT '*', lineage, operator, job FROM %2$s) s
              ON s.table_name = t.table_name AND s.lineage = t.lineage
                 AND s.operator = t.operator
            GROUP BY t.table_name, t.lineage, t.operator, s.job
            ORDER BY t.table_name, MAX(t.fence) DESC, t.lineage
            """
                    .formatted(LedgerTables.TRANSACTIONS, LedgerTables.SINKS);

    private final Dialect dialect;
    private final Connection connection;

    SinkLedger(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /** By table; empty where no sink has ever written to this database. */
    List<SinkEntry> read() throws SQLException {
        List<SinkEntry> entries = new ArrayList<>();
        if (!dialect.exists(connection, LedgerTables.TRANSACTIONS)) {
            return entries;
        }
        try (PreparedStatement query = connection.prepareStatement(READ);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                entries.add(entry(row));
            }
        }
        return entries;
    }

    private SinkEntry entry(ResultSet row) throws SQLException {
        @Nullable Timestamp committed = row.getTimestamp(9);
        return new SinkEntry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                Optional.ofNullable(row.getString(4)),
                row.getInt(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                Optional.ofNullable(committed).map(Timestamp::toInstant),
                row.getTimestamp(10).toInstant(),
                exists(row.getString(1), row.getString(4)));
    }

    /** All tables of one sink are there as long as one of them is its own. */
    private boolean exists(String table, @Nullable String job) throws SQLException {
        return table.equals(TableGroup.ALL) ? job != null : dialect.mayExist(connection, table);
    }

    /** What each sink of several tables or databases can be read at. */
    List<SinkCut> cuts(List<SinkEntry> entries) throws SQLException {
        List<SinkCut> cuts = new ArrayList<>();
        for (SinkEntry entry : entries) {
            if (entry.table().equals(TableGroup.ALL) && entry.isCurrent()) {
                SinkCut.read(connection, entry).ifPresent(cuts::add);
            }
        }
        return cuts;
    }

    /** Removes all that is kept of it; the table itself, should it exist, stays as it is. */
    void forget(SinkEntry entry) throws SQLException {
        for (String ledger :
                List.of(LedgerTables.TRANSACTIONS, LedgerTables.REWINDS, LedgerTables.SINKS)) {
            try (PreparedStatement delete =
                    connection.prepareStatement(
                            "DELETE FROM "
                                    + ledger
                                    + " WHERE lineage = ? AND operator = ? AND table_name = ?")) {
                delete.setString(1, entry.lineage());
                delete.setString(2, entry.operator());
                delete.setString(3, entry.table());
                delete.executeUpdate();
            }
        }
        if (entry.table().equals(TableGroup.ALL)) {
            forgetCuts(entry);
        }
    }

    private void forgetCuts(SinkEntry entry) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM "
                                + LedgerTables.CUTS
                                + " WHERE lineage = ? AND operator = ?")) {
            delete.setString(1, entry.lineage());
            delete.setString(2, entry.operator());
            delete.executeUpdate();
        }
    }
}
