package io.oncestream.launcher.transactions;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;

import io.oncestream.connector.jdbc.ledger.DatabaseCut;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What one database of a sink can be read at.
 *
 * @param sink its lineage and its operator
 * @param participant which of the sink's databases this is, from 0 on
 * @param participants how many it has
 * @param own the newest checkpoint that is here, and which run writes
 * @param published the newest that was noted here as readable in all; 0: none
 */
record SinkCut(String sink, int participant, int participants, DatabaseCut own, long published) {

    private static final String FIND =
            """
            SELECT s.table_name, s.participant, s.participants,
                   (SELECT COALESCE(MAX(c.checkpoint_id), 0) FROM %s c
                    WHERE c.lineage = s.lineage AND c.operator = s.operator)
            FROM %s s WHERE s.lineage = ? AND s.operator = ? AND s.participants IS NOT NULL
            ORDER BY s.table_name
            """
                    .formatted(CUTS, SINKS);

    /** Empty where no table is the sink's. */
    static Optional<SinkCut> read(Connection connection, SinkEntry entry) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, entry.lineage());
            query.setString(2, entry.operator());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                int participant = row.getInt(2);
                int participants = row.getInt(3);
                long published = row.getLong(4);
                return DatabaseCut.find(connection, row.getString(1))
                        .map(
                                own ->
                                        new SinkCut(
                                                entry.operator() + " of " + entry.lineage(),
                                                participant,
                                                participants,
                                                own,
                                                published));
            }
        }
    }
}
