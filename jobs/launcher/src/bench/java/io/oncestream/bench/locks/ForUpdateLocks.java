package io.oncestream.bench.locks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A table of locks as most programs would have one: {@code SELECT … FOR UPDATE}, and a change of
 * the row where it is free, in one transaction.
 */
final class ForUpdateLocks implements LockSession {

    static final String TABLE =
            """
            CREATE TABLE lock_table (domain text, resource text, owner text,
              token bigint NOT NULL, lease_end timestamptz, PRIMARY KEY (domain, resource))""";

    static final String HELD = "SELECT count(*) FROM lock_table WHERE owner IS NOT NULL";

    private static final String SELECT =
            """
            SELECT token, owner IS NULL OR lease_end < now() FROM lock_table
            WHERE domain = ? AND resource = ? FOR UPDATE""";

    private static final String INSERT =
            "INSERT INTO lock_table VALUES (?, ?, NULL, 0, NULL) ON CONFLICT DO NOTHING";

    private static final String TAKE =
            """
            UPDATE lock_table SET token = token + 1, lease_end = now() + interval '1 hour',
              owner = ? WHERE domain = ? AND resource = ?""";

    private final Connection connection;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement take;
    private final RowRelease release;
    private final Pairs pairs;
    private final String owner;

    ForUpdateLocks(Connection connection, Pairs pairs, String owner) throws SQLException {
        connection.setAutoCommit(false);
        this.connection = connection;
        this.select = connection.prepareStatement(SELECT);
        this.insert = connection.prepareStatement(INSERT);
        this.take = connection.prepareStatement(TAKE);
        this.release = new RowRelease(connection, pairs, owner);
        this.pairs = pairs;
        this.owner = owner;
    }

    @Override
    public long tryLock(int pair) throws SQLException {
        long free = freeToken(pair);
        if (free < 0) {
            set(insert, 1, pair).executeUpdate();
            free = freeToken(pair);
        }
        if (free > 0) {
            take.setString(1, owner);
            set(take, 2, pair).executeUpdate();
        }
        connection.commit();
        return free;
    }

    /** The next token; 0: it is busy; less: there is no row yet. */
    private long freeToken(int pair) throws SQLException {
        try (ResultSet row = set(select, 1, pair).executeQuery()) {
            if (!row.next()) {
                return -1;
            }
            return row.getBoolean(2) ? row.getLong(1) + 1 : 0;
        }
    }

    private PreparedStatement set(PreparedStatement statement, int from, int pair)
            throws SQLException {
        statement.setString(from, pairs.domain(pair));
        statement.setString(from + 1, pairs.name(pair));
        return statement;
    }

    @Override
    public void release(int pair, long token) throws SQLException {
        release.release(pair, token);
        connection.commit();
    }
}
