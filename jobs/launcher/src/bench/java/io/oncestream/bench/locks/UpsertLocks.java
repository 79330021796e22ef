package io.oncestream.bench.locks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The same table, tuned: one statement a command, which is its own transaction. */
final class UpsertLocks implements LockSession {

    /** Room in each page, so that a change need not touch the index. */
    static final String TABLE = ForUpdateLocks.TABLE + " WITH (fillfactor = 50)";

    private static final String TAKE =
            """
            INSERT INTO lock_table AS held VALUES (?, ?, ?, 1, now() + interval '1 hour')
            ON CONFLICT (domain, resource) DO UPDATE
            SET owner = excluded.owner, token = held.token + 1, lease_end = excluded.lease_end
            WHERE held.owner IS NULL OR held.lease_end < now() RETURNING token""";

    private final PreparedStatement take;
    private final RowRelease release;
    private final Pairs pairs;
    private final String owner;

    UpsertLocks(Connection connection, Pairs pairs, String owner) throws SQLException {
        this.take = connection.prepareStatement(TAKE);
        this.release = new RowRelease(connection, pairs, owner);
        this.pairs = pairs;
        this.owner = owner;
    }

    @Override
    public long tryLock(int pair) throws SQLException {
        take.setString(1, pairs.domain(pair));
        take.setString(2, pairs.name(pair));
        take.setString(3, owner);
        try (ResultSet row = take.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void release(int pair, long token) throws SQLException {
        release.release(pair, token);
    }
}
