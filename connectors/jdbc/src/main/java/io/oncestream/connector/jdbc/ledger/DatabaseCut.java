package io.oncestream.connector.jdbc.ledger;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.TRANSACTIONS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What one database of a sink can be read at.
 *
 * @param run that wrote the sink's tables last, or is about to
 * @param horizon the checkpoint below which versions may have been removed
 * @param cut the newest checkpoint whose rows are here, of all indices that sealed it; 0: none yet
 */
public record DatabaseCut(String run, long horizon, long cut) {
    private static final String FIND =
            """
            SELECT s.run, COALESCE(s.horizon, 0), COALESCE(MAX(t.cut), 0)
            FROM %s s JOIN %s t
              ON t.lineage = s.lineage AND t.operator = s.operator AND t.table_name = '*'
            WHERE s.table_name = ? AND NOT EXISTS (
              SELECT 1 FROM %2$s u
              WHERE u.lineage = t.lineage AND u.operator = t.operator AND u.table_name = '*'
                AND u.subtask < t.cut_parallelism AND u.cut < t.cut AND NOT u.ended)
            GROUP BY s.run, s.horizon
            """
                    .formatted(SINKS, TRANSACTIONS);

    /** Empty where no sink has written this table yet, by this name. */
    public static Optional<DatabaseCut> find(Connection connection, String table)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new DatabaseCut(row.getString(1), row.getLong(2), row.getLong(3)))
                        : Optional.empty();
            }
        }
    }
}
