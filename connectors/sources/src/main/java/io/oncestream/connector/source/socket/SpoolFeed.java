package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.SourceFailure;
import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolCursor;
import io.oncestream.connector.source.spool.SpoolRecord;
import io.oncestream.connector.source.spool.SpoolUnusableException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receiver, the spool that it fills, and how far that has been read. */
final class SpoolFeed implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolFeed.class);

    private final Spool spool;
    private final SpoolCursor cursor;
    private final DatagramLosses losses;
    private final SocketMetrics metrics;
    private final Availability availability;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private @Nullable Receiver receiver;

    private SpoolFeed(
            Spool spool,
            SpoolCursor cursor,
            DatagramLosses losses,
            SocketMetrics metrics,
            Availability availability) {
        this.spool = spool;
        this.metrics = metrics;
        this.cursor = cursor;
        this.losses = losses;
        this.availability = availability;
    }

    /**
     * Begins to receive.
     *
     * @throws SourceFailure when the spool is not the split's, or not as it was left, or when a new
     *     job finds the spool or the address taken
     */
    static SpoolFeed open(FeedStart start, SocketMetrics metrics, Availability availability)
            throws IOException {
        try {
            SpoolFeed feed = openSpool(start, metrics, availability);
            feed.receive(start);
            return feed;
        } catch (SpoolUnusableException e) {
            throw new SourceFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static SpoolFeed openSpool(
            FeedStart start, SocketMetrics metrics, Availability availability) throws IOException {
        SocketOptions options = start.options();
        SpoolSplit split = start.split();
        boolean fromStart = split.isNew() || isReplaced(options, split);
        Spool spool = start.openSpool(availability);
        try {
            long offset = fromStart ? spool.start() : split.next();
            if (fromStart && spool.end() > offset) {
                LOG.info(
                        "{} lines of an earlier run are read first: {} still holds them",
                        spool.end() - offset,
                        options.spool());
            }
            DatagramLosses losses =
                    new DatagramLosses(options.address(), metrics, split.datagrams());
            return new SpoolFeed(spool, spool.cursor(offset), losses, metrics, availability);
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private void receive(FeedStart start) throws IOException {
        try {
            metrics.register(spool::bytes);
            SpoolIntake intake = new SpoolIntake(spool, metrics, this::fail);
            receiver = start.startReceiver(intake, spool.previousUser());
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the URI gives up the split's spool for the one that is there. */
    private static boolean isReplaced(SocketOptions options, SpoolSplit split) throws IOException {
        String found = Spool.idIn(Path.of(options.spool())).orElse("none");
        if (found.equals(split.spool())) {
            return false;
        }
        if (split.spool().equals(options.lostSpool())) {
            LOG.warn("The spool {} is given up for the one in {}", split.spool(), options.spool());
            return true;
        }
        throw new SourceFailure(
                "the state that the job goes on from refers to the spool %s, but %s holds %s: run it on the machine that has the spool; or, if that is lost for good, add lost-spool=%s to the URI, and go on without the lines that only the spool held"
                        .formatted(split.spool(), options.spool(), found, split.spool()));
    }

    private void fail(IOException cause) {
        failure.compareAndSet(null, cause);
        availability.signal();
    }

    /** Whether {@link #next()} has something to return or to throw. */
    boolean hasNext() {
        return cursor.offset() < spool.end() || failure.get() != null;
    }

    /**
     * The next line, or what is none; null when there is none yet.
     *
     * @throws SourceFailure when the spool is damaged there
     * @throws IOException also when the receiver has failed
     */
    @Nullable SpoolRecord next() throws IOException {
        IOException failed = failure.get();
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
        try {
            SpoolRecord record = cursor.next();
            while (record != null && losses.take(record)) {
                record = cursor.next();
            }
            return record;
        } catch (SpoolUnusableException e) {
            throw new SourceFailure(String.valueOf(e.getMessage()), e);
        }
    }

    long offset() {
        return cursor.offset();
    }

    SpoolSplit split() {
        return new SpoolSplit(spool.id(), cursor.offset(), losses.counts());
    }

    void deleteUpTo(long offset) throws IOException {
        spool.deleteUpTo(offset);
    }

    @Override
    public void close() throws IOException {
        try (spool;
                cursor) {
            if (receiver != null) {
                receiver.close();
            }
        } finally {
            warnOfLosses();
        }
    }

    /** When the spool is closed: appends that waited for room have failed by then. */
    private void warnOfLosses() {
        if (receiver != null) {
            receiver.awaitEnd();
        }
        long lost = metrics.linesLost.sum();
        if (lost > 0) {
            LOG.warn(
                    "{} lines had been received and could not be kept; what their senders sent"
                            + " later is lost without being counted: ack tells them",
                    lost);
        }
    }
}
