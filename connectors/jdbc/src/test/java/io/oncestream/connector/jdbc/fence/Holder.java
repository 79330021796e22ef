package io.oncestream.connector.jdbc.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Who holds the lock of a till, or did: a connection and a token. */
final class Holder implements AutoCloseable {
    final Connection connection;
    long token;

    Holder(Connection connection, long token) {
        this.connection = connection;
        this.token = token;
    }

    Holder enter() throws SQLException {
        new Fence(connection).enter("till", token);
        return this;
    }

    /** As everybody does whose transaction the database gives up for another. */
    Holder enterAgainAndAgain() throws SQLException {
        while (true) {
            try {
                return enter();
            } catch (SQLException e) {
                rollback();
                if (!isGivenUp(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isGivenUp(SQLException error) {
        return "40001".equals(error.getSQLState()) || "40P01".equals(error.getSQLState());
    }

    /** Whether the token was still good for it. */
    boolean addOne() throws SQLException {
        while (true) {
            try {
                long amount = enter().read();
                write(amount + 1).commit();
                return true;
            } catch (StaleTokenException e) {
                rollback();
                return false;
            } catch (SQLException e) {
                rollback();
                if (!isGivenUp(e)) {
                    throw e;
                }
            }
        }
    }

    /** Also sees that nobody with a greater token has written. */
    long read() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT amount, token FROM stock")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(2)).isLessThanOrEqualTo(token);
            return row.getLong(1);
        }
    }

    Holder write(long amount) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE stock SET amount = %d, token = %d".formatted(amount, token));
        }
        return this;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
