package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolException;
import io.oncestream.connector.source.spool.SpoolFullException;
import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Brings what a receiver's threads take to the spool. Thread-safe. */
final class SpoolIntake {

    private final Spool spool;
    private final SocketMetrics metrics;
    private final Consumer<IOException> onFailure;
    private volatile boolean closed;

    /**
     * @param onFailure is told of a spool that cannot be written, in whatever thread
     */
    SpoolIntake(Spool spool, SocketMetrics metrics, Consumer<IOException> onFailure) {
        this.spool = spool;
        this.metrics = metrics;
        this.onFailure = onFailure;
    }

    SocketMetrics metrics() {
        return metrics;
    }

    /** Returns when the records are durable; waits while the spool is full. */
    void append(List<SpoolRecord> records) throws SpoolException {
        if (records.isEmpty()) {
            return;
        }
        try {
            spool.append(records);
        } catch (SpoolFullException e) {
            throw e;
        } catch (IOException e) {
            fail(e);
            throw e instanceof SpoolException known
                    ? known
                    : new SpoolException(String.valueOf(e.getMessage()));
        }
        metrics.linesRejected.add(records.stream().filter(SpooledLine::isRejected).count());
        metrics.linesReceived.add(records.stream().filter(SpooledLine::isLine).count());
    }

    /** Lets the job fail, unless it is ending anyway. */
    void fail(IOException cause) {
        if (!closed) {
            onFailure.accept(cause);
        }
    }

    /** From here on connections that break were cut by this side, and errors are no news. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }
}
