package io.oncestream.connector.jdbc.fence;

import io.oncestream.connector.jdbc.database.SqlScript;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Lets the transactions of a lock's holders into a database in the order of their tokens. Of each
 * resource the database keeps the greatest token that has come, and its row is locked until the
 * transaction ends: no transaction that enters commits after one with a greater token.
 *
 * <p>That holds for what is read, too, if to enter is the first statement of the transaction. With
 * MariaDB's REPEATABLE READ a transaction that has read before it enters would go on reading what
 * was there then: it fails with SQLSTATE OF002 when somebody has entered since. PostgreSQL fails
 * such a transaction with 40001, and in REPEATABLE READ and SERIALIZABLE also one that had to wait
 * for another to commit; it is to be run again.
 */
public final class Fence {
    private static final String STALE_TOKEN = "OF001";

    private final Connection connection;

    /** For the transactions of one connection to PostgreSQL, MariaDB or MySQL. */
    public Fence(Connection connection) {
        this.connection = connection;
    }

    /**
     * Creates the table and the routine {@code oncestream_fence} where they are missing. The
     * scripts that do so lie beside this class, for use without Java.
     */
    public static void install(Connection connection) throws SQLException {
        SqlScript.run(connection, Fence.class);
    }

    /**
     * Waits until no other transaction is in, and shuts out all with smaller tokens for ever. The
     * first statement of a transaction under a lock.
     *
     * @param token of the grant; the same for all transactions under it
     * @throws StaleTokenException when a greater token has been here
     * @throws IllegalStateException with autocommit, under which the fence would end at once
     */
    public void enter(String resource, long token) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "the connection commits each statement by itself: setAutoCommit(false) first");
        }
        String call = SqlScript.isPostgres(connection) ? "SELECT" : "CALL";
        try (PreparedStatement statement =
                connection.prepareStatement(call + " oncestream_fence(?, ?)")) {
            statement.setString(1, resource);
            statement.setLong(2, token);
            statement.execute();
        } catch (SQLException e) {
            throw STALE_TOKEN.equals(e.getSQLState())
                    ? new StaleTokenException(
                            "token %d of %s is stale: a greater one has been here"
                                    .formatted(token, resource),
                            e)
                    : e;
        }
    }
}
