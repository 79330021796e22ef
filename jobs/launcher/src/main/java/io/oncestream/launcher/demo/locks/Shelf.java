package io.oncestream.launcher.demo.locks;

import io.oncestream.connector.jdbc.fence.Fence;
import io.oncestream.connector.jdbc.fence.StaleTokenException;
import io.oncestream.launcher.ask.Client.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the locks protect: a row a resource, with a count that each holder reads in one transaction
 * and writes, one greater, in another. Two that believe to hold one lock would lose a change.
 */
final class Shelf implements AutoCloseable {

    private static final String TABLE = "locks_demo";
    private static final int CONNECTIONS = 8;

    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong fenced = new AtomicLong();

    /** Empties it. */
    static Shelf open(Database database) throws SQLException {
        Shelf shelf = new Shelf();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            Fence.install(connection);
            statement.execute("DROP TABLE IF EXISTS " + TABLE);
            statement.execute(
                    "CREATE TABLE %s (resource varchar(100) PRIMARY KEY, changes bigint NOT NULL)"
                            .formatted(TABLE));
        }
        for (int i = 0; i < CONNECTIONS; i++) {
            Connection connection = database.connect();
            connection.setAutoCommit(false);
            shelf.connections.add(connection);
        }
        return shelf;
    }

    /** How often the resource was changed; nothing where a greater token has been there. */
    long read(String resource, long token) throws SQLException, InterruptedException {
        Connection connection = connections.take();
        try {
            new Fence(connection).enter(resource, token);
            long changes = changes(connection, resource);
            connection.commit();
            return changes;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connections.add(connection);
        }
    }

    private static long changes(Connection connection, String resource) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT changes FROM %s WHERE resource = ?".formatted(TABLE))) {
            select.setString(1, resource);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Writes what was read and one more; false where the fence keeps it off. */
    boolean write(String resource, long token, long changes)
            throws SQLException, InterruptedException {
        Connection connection = connections.take();
        try {
            new Fence(connection).enter(resource, token);
            put(connection, resource, changes);
            connection.commit();
            written.incrementAndGet();
            return true;
        } catch (StaleTokenException e) {
            connection.rollback();
            fenced.incrementAndGet();
            return false;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connections.add(connection);
        }
    }

    private static void put(Connection connection, String resource, long changes)
            throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(
                        "UPDATE %s SET changes = ? WHERE resource = ?".formatted(TABLE))) {
            update.setLong(1, changes);
            update.setString(2, resource);
            if (update.executeUpdate() > 0) {
                return;
            }
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO %s VALUES (?, ?)".formatted(TABLE))) {
            insert.setString(1, resource);
            insert.setLong(2, changes);
            insert.executeUpdate();
        }
    }

    long written() {
        return written.get();
    }

    /** How many changes were kept off, because their holder had lost the lock. */
    long fenced() {
        return fenced.get();
    }

    /** Changes that were written and that another one has written over unseen. */
    long lost() throws SQLException, InterruptedException {
        Connection connection = connections.take();
        try (Statement statement = connection.createStatement();
                ResultSet sum =
                        statement.executeQuery("SELECT COALESCE(SUM(changes), 0) FROM " + TABLE)) {
            sum.next();
            return written() - sum.getLong(1);
        } finally {
            connection.rollback();
            connections.add(connection);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : connections) {
            connection.close();
        }
    }
}
