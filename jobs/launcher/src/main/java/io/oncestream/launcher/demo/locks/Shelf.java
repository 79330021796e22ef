package io.oncestream.launcher.demo.locks;

import io.oncestream.connector.jdbc.fence.Fence;
import io.oncestream.connector.jdbc.fence.StaleTokenException;
import io.oncestream.launcher.ask.Client.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the locks protect: a count for each resource, which a holder reads in one transaction and
 * writes, one greater, in another. Two who believe to hold one lock would write one number both.
 * All numbers are kept, so that what became of a transaction whose commit was not answered need not
 * be known.
 */
final class Shelf {

    private static final Logger LOG = LoggerFactory.getLogger(Shelf.class);
    private static final String TABLE = "locks_demo";
    private static final int CONNECTIONS = 8;

    private final Database database;
    private final boolean isFenced;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final AtomicLong fenced = new AtomicLong();

    private Shelf(Database database, boolean isFenced) {
        this.database = database;
        this.isFenced = isFenced;
    }

    /** Empties it. */
    static Shelf open(Database database, boolean isFenced) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Fence.install(connection);
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
            statement.execute(
                    "CREATE TABLE %s (resource varchar(100), changes bigint, token bigint)"
                            .formatted(TABLE));
            statement.execute(
                    "CREATE INDEX %1$s_index ON %1$s (resource, changes)".formatted(TABLE));
        }
        return new Shelf(database, isFenced);
    }

    private interface Step<T> {
        T take(Connection connection) throws SQLException;
    }

    /** A transaction under a lock. */
    private <T> T enter(String resource, long token, Step<T> step)
            throws SQLException, InterruptedException {
        connections.acquire();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            if (isFenced) {
                new Fence(connection).enter(resource, token);
            }
            T result = step.take(connection);
            connection.commit();
            return result;
        } catch (StaleTokenException e) {
            LOG.debug("It has lost its lock", e);
            fenced.incrementAndGet();
            throw e;
        } finally {
            connections.release();
        }
    }

    /**
     * How often the resource was changed.
     *
     * @throws StaleTokenException where a greater token has been there
     */
    long read(String resource, long token) throws SQLException, InterruptedException {
        return enter(resource, token, connection -> changes(connection, resource));
    }

    private static long changes(Connection connection, String resource) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT COALESCE(MAX(changes), 0) FROM %s WHERE resource = ?"
                                .formatted(TABLE))) {
            select.setString(1, resource);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Writes how often it is changed now.
     *
     * @throws StaleTokenException where a greater token has been there
     */
    void write(String resource, long token, long changes)
            throws SQLException, InterruptedException {
        enter(
                resource,
                token,
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO %s VALUES (?, ?, ?)".formatted(TABLE))) {
                        insert.setString(1, resource);
                        insert.setLong(2, changes);
                        insert.setLong(3, token);
                        return insert.executeUpdate();
                    }
                });
    }

    /** How many transactions were kept off, because their holder had lost the lock. */
    long fenced() {
        return fenced.get();
    }

    /** All changes that were written. */
    static long written(Connection connection) throws SQLException {
        return number(connection, "SELECT COUNT(*) FROM " + TABLE);
    }

    /** Changes that another one has written over without having seen them. */
    static long lost(Connection connection) throws SQLException {
        String distinct = "(SELECT DISTINCT resource, changes FROM %s) AS d".formatted(TABLE);
        return written(connection) - number(connection, "SELECT COUNT(*) FROM " + distinct);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet number = statement.executeQuery(sql)) {
            number.next();
            return number.getLong(1);
        }
    }
}
