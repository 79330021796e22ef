package io.oncestream.connector.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.testing.DatabaseKind;
import io.oncestream.testing.FaultyProxy;
import io.oncestream.testing.FaultyProxy.Direction;
import io.oncestream.testing.FaultyProxy.Fault;
import io.oncestream.testing.Patience;
import io.oncestream.testing.TestDatabase;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A task that waits for a database ends soon after Flink has cancelled it, which is an interrupt of
 * its thread. Seen red without the watch: it went on waiting.
 */
class CancelledSessionITCase {
    /** Flink gives a TaskManager up after three minutes at its defaults. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @ParameterizedTest
    @EnumSource
    void whileAnotherHoldsALock(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        database.execute("CREATE TABLE locked (id integer)");
        database.execute("INSERT INTO locked VALUES (1)");
        String change = "UPDATE locked SET id = id + 1";
        try (DatabaseSession session = session(database.address());
                Connection other = database.address().connect()) {
            other.setAutoCommit(false);
            execute(other, change);
            FutureTask<Void> task = task(session, change);
            Thread thread = start(task);
            Patience.await().until(() -> waitsInSocket(thread));
            thread.interrupt();
            boolean ended = endsSoon(thread);
            // A session whose task still waits would not close.
            other.rollback();
            assertThat(ended).isTrue();
        }
        assertThat(database.queryLong("SELECT id FROM locked")).isEqualTo(1);
    }

    /** At each answer of the database, from the first of logging in to that of the commit. */
    @ParameterizedTest
    @EnumSource
    void whileTheDatabaseSaysNothing(DatabaseKind kind) throws Exception {
        TestDatabase database = kind.newDatabase();
        int port = URI.create(database.address().url().substring("jdbc:".length())).getPort();
        int stalled = 0;
        for (boolean more = true; more; ) {
            try (FaultyProxy proxy = new FaultyProxy(port)) {
                more = endsSoonWhenStalled(proxy, database, stalled + 1);
                stalled += more ? 1 : 0;
            }
        }
        assertThat(stalled).isGreaterThan(5);
    }

    private static boolean endsSoonWhenStalled(FaultyProxy proxy, TestDatabase database, int piece)
            throws Exception {
        try (DatabaseSession session = session(through(proxy, database))) {
            proxy.arm(Fault.STALL, Direction.TO_CLIENT, piece);
            FutureTask<Void> task = task(session, "SELECT 1");
            Thread thread = start(task);
            Patience.await().until(() -> task.isDone() || proxy.hasStruck());
            thread.interrupt();
            boolean ended = endsSoon(thread);
            // A session whose task still waits would not close.
            proxy.close();
            assertThat(ended).as("ends at answer %d", piece).isTrue();
            return proxy.disarm();
        }
    }

    /** MariaDB's driver waits for its login alone, and not longer than this. */
    private static DatabaseAddress through(FaultyProxy proxy, TestDatabase database) {
        DatabaseAddress address = database.throughPort(proxy.port());
        return new DatabaseAddress(
                address.url() + database.kind().choose("", "&connectTimeout=1000"),
                address.password());
    }

    private static DatabaseSession session(DatabaseAddress address) throws Exception {
        return address.session(SinkHarness.options(address).backoff(), () -> {});
    }

    private static FutureTask<Void> task(DatabaseSession session, String sql) {
        return new FutureTask<>(
                () ->
                        session.inTransaction(
                                "wait",
                                connection -> {
                                    execute(connection, sql);
                                    return null;
                                }));
    }

    private static Thread start(FutureTask<Void> task) {
        Thread thread = new Thread(task, "task");
        thread.start();
        return thread;
    }

    private static boolean waitsInSocket(Thread thread) {
        for (StackTraceElement frame : thread.getStackTrace()) {
            if (frame.getClassName().startsWith("sun.nio.ch.NioSocketImpl")) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsSoon(Thread thread) throws InterruptedException {
        thread.join(SOON.toMillis());
        return !thread.isAlive();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
