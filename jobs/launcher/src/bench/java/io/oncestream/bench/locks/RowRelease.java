package io.oncestream.bench.locks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How a row of the table of locks is given back, by whoever holds it with this token. */
final class RowRelease {

    private static final String RELEASE =
            """
            UPDATE lock_table SET owner = NULL, lease_end = NULL
            WHERE domain = ? AND resource = ? AND owner = ? AND token = ?""";

    private final PreparedStatement update;
    private final Pairs pairs;
    private final String owner;

    RowRelease(Connection connection, Pairs pairs, String owner) throws SQLException {
        this.update = connection.prepareStatement(RELEASE);
        this.pairs = pairs;
        this.owner = owner;
    }

    void release(int pair, long token) throws SQLException {
        update.setString(1, pairs.domain(pair));
        update.setString(2, pairs.name(pair));
        update.setString(3, owner);
        update.setLong(4, token);
        if (update.executeUpdate() != (token == 0 ? 0 : 1)) {
            throw new IllegalStateException("released wrongly: " + pairs.name(pair));
        }
    }
}
