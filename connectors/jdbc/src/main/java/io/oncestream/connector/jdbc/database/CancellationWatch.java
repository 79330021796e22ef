package io.oncestream.connector.jdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a connection off when the task that waits for its answer is cancelled.
 *
 * <p>Flink cancels a task by interrupting its thread, and a thread that reads from a socket does
 * not notice that: it would wait for the database, or for the driver's limit of minutes, which is
 * longer than Flink waits ({@code task.cancellation.timeout}) before it gives the whole TaskManager
 * up. What became of the transaction is read from the database by whoever comes next, as after any
 * lost connection.
 */
final class CancellationWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CancellationWatch.class);
    private static final long LOOK_MILLIS = 200;

    private final Connection connection;
    private final Thread watch = new Thread(this::look, "oncestream-cancellation-watch");
    private volatile @Nullable Thread waiting;

    /** Begins to watch; {@link #close} ends that and leaves the connection as it is. */
    CancellationWatch(Connection connection) {
        this.connection = connection;
        watch.setDaemon(true);
        watch.start();
    }

    /** From now on the calling thread waits for this connection's answers. */
    void begin() {
        waiting = Thread.currentThread();
    }

    void end() {
        waiting = null;
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_MILLIS);
                Thread task = waiting;
                if (task != null && task.isInterrupted()) {
                    LOG.info("The task was cancelled: its connection is broken off");
                    connection.abort(Runnable::run);
                    return;
                }
            }
        } catch (InterruptedException closed) {
            return;
        } catch (SQLException e) {
            LOG.warn("Could not break off a connection whose task was cancelled", e);
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
