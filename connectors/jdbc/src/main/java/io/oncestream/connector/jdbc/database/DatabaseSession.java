package io.oncestream.connector.jdbc.database;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, opened when it is first needed and again whenever it broke, and the rule for
 * trying again: a unit of work runs in one local transaction, and after a transient error it runs
 * anew, from its beginning, on a new connection. After a lost connection nobody knows whether the
 * transaction was committed, so a unit of work must begin by reading that from the database.
 *
 * <p>Not thread-safe, but for {@link #underWayMillis}: one thread at a time.
 */
public final class DatabaseSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseSession.class);

    private final String place;
    private final Opening connections;
    private final Dialect dialect;
    private final Backoff backoff;
    private final Runnable onRetry;
    private @Nullable Connection connection;
    private @Nullable CancellationWatch watch;
    private volatile @Nullable Long workSinceNanos;

    /**
     * A session without a connection yet.
     *
     * @param place the database's address, for messages
     * @param onRetry is told each time that work begins anew
     */
    public DatabaseSession(
            String place, Opening connections, Dialect dialect, Backoff backoff, Runnable onRetry) {
        this.place = place;
        this.connections = connections;
        this.dialect = dialect;
        this.backoff = backoff;
        this.onRetry = onRetry;
    }

    /** Where its connections come from, in the driver's default state. */
    public interface Opening {
        Connection open() throws SQLException;
    }

    /** What runs in one transaction. */
    public interface Work<R> {
        R run(Connection connection) throws SQLException;
    }

    /**
     * Runs the work and commits it.
     *
     * @throws DatabaseUnavailable after the backoff's limit; Flink restarts on it
     * @throws SinkFailure on an error that trying again cannot mend; Flink does not restart on it
     */
    public <R> R inTransaction(String what, Work<R> work) throws InterruptedException {
        long start = System.nanoTime();
        workSinceNanos = start;
        try {
            return untilDone(what, work, start);
        } finally {
            workSinceNanos = null;
        }
    }

    /**
     * How long the present unit of work has been under way, all of its attempts; 0 between them.
     * Anyone may ask.
     */
    public long underWayMillis() {
        Long since = workSinceNanos;
        return since == null ? 0 : (System.nanoTime() - since) / 1_000_000;
    }

    private <R> R untilDone(String what, Work<R> work, long start) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return attempt(work);
            } catch (SQLException e) {
                close();
                if (!SqlErrors.isTransient(e)) {
                    throw new SinkFailure("cannot " + what + ": " + SqlErrors.message(e), e);
                }
                Duration pause = backoff.pause(failures);
                long elapsedNanos = System.nanoTime() - start;
                if (elapsedNanos + pause.toNanos() > backoff.limit().toNanos()) {
                    throw new DatabaseUnavailable(gaveUp(what, failures, elapsedNanos, e), e);
                }
                LOG.warn(
                        "Could not {} at {} (attempt {}, since {} s), trying again in {} ms: {}",
                        what,
                        place,
                        failures,
                        Duration.ofNanos(elapsedNanos).toSeconds(),
                        pause.toMillis(),
                        SqlErrors.message(e));
                onRetry.run();
                Thread.sleep(pause.toMillis());
            } catch (RuntimeException | InterruptedException | Error e) {
                // What was begun must not become part of the next transaction.
                close();
                throw e;
            }
        }
    }

    private <R> R attempt(Work<R> work) throws SQLException, InterruptedException {
        Connection open = connection;
        boolean fresh = open == null;
        if (open == null) {
            open = connections.open();
            connection = open;
            watch = new CancellationWatch(open);
        }
        CancellationWatch watching = Objects.requireNonNull(watch);
        watching.begin();
        try {
            if (fresh) {
                dialect.prepareSession(open);
                open.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                open.setAutoCommit(false);
            }
            R result = work.run(open);
            // A task that was cancelled while the database made it wait must not take effect late:
            // its successor may have started meanwhile.
            if (Thread.interrupted()) {
                throw new InterruptedException("cancelled");
            }
            open.commit();
            return result;
        } finally {
            watching.end();
        }
    }

    private String gaveUp(String what, int attempts, long elapsedNanos, SQLException last) {
        return "cannot %s at %s: gave up after %s in %d s: %s"
                .formatted(
                        what,
                        place,
                        attempts == 1 ? "1 attempt" : attempts + " attempts",
                        Duration.ofNanos(elapsedNanos).toSeconds(),
                        SqlErrors.message(last));
    }

    /** Closes the connection; what it had not committed is rolled back. */
    @Override
    public void close() {
        Connection open = connection;
        CancellationWatch watching = watch;
        connection = null;
        watch = null;
        if (open == null || watching == null) {
            return;
        }
        watching.close();
        try {
            open.close();
        } catch (SQLException e) {
            LOG.debug("Could not close a connection", e);
        }
    }
}
