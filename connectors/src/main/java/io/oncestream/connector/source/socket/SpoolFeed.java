package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.Spool;
import io.oncestream.connector.source.spool.SpoolCursor;
import io.oncestream.connector.source.spool.SpoolInUseException;
import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketException;
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
    private final Availability availability;
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private @Nullable Receiver receiver;

    private SpoolFeed(Spool spool, SpoolCursor cursor, Availability availability) {
        this.spool = spool;
        this.cursor = cursor;
        this.availability = availability;
    }

    /**
     * Begins to receive.
     *
     * @throws UnusableSourceException when the spool is not the split's, or when a new job finds
     *     the spool or the address taken
     */
    static SpoolFeed open(
            SocketOptions options,
            SpoolSplit split,
            SocketMetrics metrics,
            Availability availability)
            throws IOException {
        boolean fromStart = split.isNew() || isReplaced(options, split);
        Spool spool = openSpool(options, split, availability);
        try {
            long offset = fromStart ? spool.start() : split.next();
            if (fromStart && spool.end() > offset) {
                LOG.info(
                        "{} lines of an earlier run are read first: {} still holds them",
                        spool.end() - offset,
                        options.spool());
            }
            SpoolFeed feed = new SpoolFeed(spool, spool.cursor(offset), availability);
            metrics.register(spool::bytes);
            feed.receiver = start(options, new SpoolIntake(spool, metrics, feed::fail), split);
            return feed;
        } catch (IOException | RuntimeException e) {
            spool.close();
            throw e;
        }
    }

    private static Spool openSpool(
            SocketOptions options, SpoolSplit split, Availability availability) throws IOException {
        try {
            return Spool.open(options.spoolOptions(), availability::signal);
        } catch (SpoolInUseException e) {
            throw unlessRestarted(split, e.getMessage() + " by --spool", e);
        }
    }

    /** A job that has run already may find what its own predecessor, which is dying, still has. */
    private static IOException unlessRestarted(SpoolSplit split, String message, IOException e) {
        return split.isNew()
                ? new UnusableSourceException(message, e)
                : new IOException(message, e);
    }

    private static Receiver start(SocketOptions options, SpoolIntake intake, SpoolSplit split)
            throws IOException {
        try {
            return Receiver.start(options, intake);
        } catch (SocketException e) {
            String message =
                    "%s cannot be listened on (%s): is the port taken, or the host no address of this machine? choose another"
                            .formatted(options.address(), e.getMessage());
            throw unlessRestarted(split, message, e);
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
        throw new UnusableSourceException(
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
     * The next record; null when there is none yet.
     *
     * @throws IOException also when the receiver has failed
     */
    @Nullable SpoolRecord next() throws IOException {
        IOException failed = failure.get();
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
        return cursor.next();
    }

    long offset() {
        return cursor.offset();
    }

    SpoolSplit split() {
        return new SpoolSplit(spool.id(), cursor.offset());
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
        }
    }
}
