package io.oncestream.bench.locks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * PostgreSQL's session-level advisory locks. They are in the server's memory, without lease and
 * token: those here are counted by the client, for the check.
 */
final class AdvisoryLocks implements LockSession {

    static final String HELD =
            """
            SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database =
              (SELECT oid FROM pg_database WHERE datname = current_database())""";

    private final PreparedStatement lock;
    private final PreparedStatement unlock;
    private final Pairs pairs;

    AdvisoryLocks(Connection connection, Pairs pairs) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // It would warn of each release of what is not held.
            statement.execute("SET client_min_messages = error");
        }
        this.lock = connection.prepareStatement("SELECT pg_try_advisory_lock(?)");
        this.unlock = connection.prepareStatement("SELECT pg_advisory_unlock(?)");
        this.pairs = pairs;
    }

    @Override
    public long tryLock(int pair) throws SQLException {
        return isTrue(lock, pair) ? System.nanoTime() : 0;
    }

    @Override
    public void release(int pair, long token) throws SQLException {
        if (isTrue(unlock, pair) != (token != 0)) {
            throw new IllegalStateException("released wrongly: " + pairs.name(pair));
        }
    }

    private boolean isTrue(PreparedStatement statement, int pair) throws SQLException {
        statement.setLong(1, pairs.resource(pair));
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
