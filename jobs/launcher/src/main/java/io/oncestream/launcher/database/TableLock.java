package io.oncestream.launcher.database;

import io.oncestream.launcher.failure.UsageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two live runs from replacing each other's table in the embedded database: an advisory lock
 * of a session, which PostgreSQL drops when the process is gone, however it ended.
 */
public final class TableLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableLock.class);

    private final Connection connection;

    private TableLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock of a table.
     *
     * @throws UsageException when another run holds it
     */
    public static TableLock take(TargetDatabase database, String table) throws SQLException {
        Connection connection = database.connect();
        try (PreparedStatement lock =
                connection.prepareStatement(
                        "SELECT pg_try_advisory_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "oncestream run " + table);
            try (ResultSet result = lock.executeQuery()) {
                result.next();
                if (result.getBoolean(1)) {
                    return new TableLock(connection);
                }
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        throw new UsageException(
                "another run is writing the table %s: wait for it, or choose another with --table NAME"
                        .formatted(table));
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection of the table's lock was already broken", e);
        }
    }
}
