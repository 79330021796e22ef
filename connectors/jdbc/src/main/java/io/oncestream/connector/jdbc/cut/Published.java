package io.oncestream.connector.jdbc.cut;

import static io.oncestream.connector.jdbc.ledger.LedgerTables.CUTS;
import static io.oncestream.connector.jdbc.ledger.LedgerTables.SINKS;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a sink has noted in one database as readable in all. */
final class Published {
    private static final String FIND =
            """
            SELECT 1 FROM %s s JOIN %s c ON c.lineage = s.lineage AND c.operator = s.operator
            WHERE s.table_name = ? AND c.checkpoint_id = ?
            """
                    .formatted(SINKS, CUTS);

    private Published() {}

    static boolean is(Connection connection, String table, long checkpoint) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, table);
            query.setLong(2, checkpoint);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }
}
