package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log on local disk. Its records have the offsets 0, 1, 2 and so on, none of which
 * comes back: a spool that was emptied goes on counting.
 *
 * <p>What {@link #append} returned from is on disk: it is there after a crash of the process and of
 * the machine. What it did not return from is there wholly, or not at all and nothing behind it is
 * there either. Only what is on disk can be read. Damage that a crash does not explain is an error,
 * wherever it is.
 *
 * <p>Thread-safe; appends of many threads share the force to disk. A thread that appends must not
 * be interrupted, since that would close the file.
 */
public final class Spool implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    /** A segment of that size is not kept for records that nobody needs. */
    private static final long ROLL_BYTES_MIN = 1 << 20;

    private static final long RETRY_NANOS = 500_000_000;

    private final SpoolOptions options;
    private final SpoolFolder folder;
    private final Runnable onDurable;
    private final SpoolWriter writer;
    private final SegmentList segments;
    private final Disk disk;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // Guarded by the lock, as the segments.
    private boolean closed;
    private volatile SpoolState state;

    private Spool(SpoolOptions options, Disk disk, Runnable onDurable, SpoolFolder folder)
            throws IOException {
        this.options = options;
        this.disk = disk;
        this.folder = folder;
        this.onDurable = onDurable;
        this.state = folder.state();
        this.segments = SegmentList.in(options.folder(), state.start());
        Tail tail = TailRecovery.recover(segments.last(), state.id());
        this.writer = SpoolWriter.open(state.id(), options, disk, segments::add, tail);
        segments.deleteBefore(state.start());
    }

    /**
     * Opens a spool, and makes it when there is none.
     *
     * @param onDurable called in whatever thread, whenever there is more to read
     * @throws SpoolInUseException when another one uses it
     * @throws SpoolUnusableException when it is damaged or of another version
     */
    public static Spool open(SpoolOptions options, Runnable onDurable) throws IOException {
        return open(options, Disk.REAL, onDurable);
    }

    static Spool open(SpoolOptions options, Disk disk, Runnable onDurable) throws IOException {
        SpoolFolder folder = SpoolFolder.take(options);
        try {
            return new Spool(options, disk, onDurable, folder);
        } catch (IOException e) {
            folder.close();
            throw folder.unusable(e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** The id of the spool in a folder, which need not be there; nothing is made or locked. */
    public static Optional<String> idIn(Path folder) throws IOException {
        return SpoolState.in(folder).map(SpoolState::id);
    }

    /** Random, for good. */
    public String id() {
        return state.id();
    }

    /** Who used it before, with the same name or another; empty when nobody did. */
    public String previousUser() {
        return folder.previousUser();
    }

    /** The first offset that was not deleted; equal to the end when there is nothing to read. */
    public long start() {
        return state.start();
    }

    /** The offset behind the last record. */
    public long end() {
        return durable().end();
    }

    /** How much the segments take on disk. */
    public long bytes() {
        lock.lock();
        try {
            return usedBytes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Appends records next to each other; when it returns they are on disk. It waits while the
     * spool is full.
     *
     * @return the offset behind the last of them
     * @throws SpoolFullException when it stays full; none of them was written
     * @throws SpoolException when the disk fails or the spool is closed; what is on disk afterwards
     *     is none or some of them
     */
    public long append(List<SpoolRecord> records) throws IOException {
        long end;
        lock.lock();
        try {
            end = write(records);
        } finally {
            lock.unlock();
        }
        if (writer.force(end)) {
            onDurable.run();
        }
        return end;
    }

    /** Waits while there is no room, in the spool or on its disk. */
    private long write(List<SpoolRecord> records) throws IOException {
        long bytes = records.stream().mapToLong(RecordFormat::bytes).sum();
        long deadline = System.nanoTime() + options.refuseAfter().toNanos();
        while (true) {
            if (closed) {
                throw new SpoolException("the spool %s is closed".formatted(options.folder()));
            }
            SpoolFullException full = fullFor(bytes);
            if (full == null) {
                try {
                    return writer.write(records);
                } catch (DiskFullException e) {
                    // A segment that was closed first is durable, and was announced by nobody.
                    onDurable.run();
                    full = new SpoolFullException(e);
                }
            }
            long nanos = deadline - System.nanoTime();
            if (nanos <= 0) {
                throw full;
            }
            try {
                // Nobody tells of a disk that has room again: it is tried from time to time.
                nanos = room.awaitNanos(Math.min(nanos, RETRY_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SpoolException("interrupted while the spool was full", e);
            }
        }
    }

    private @Nullable SpoolFullException fullFor(long bytes) {
        return usedBytes() + bytes <= options.limitBytes()
                ? null
                : new SpoolFullException(
                        "the spool %s is full (%d bytes): does the job still complete checkpoints?"
                                .formatted(options.folder(), usedBytes()));
    }

    private long usedBytes() {
        return segments.closedBytes() + writer.written().position();
    }

    /**
     * Reads from an offset on. It can be in front of the start as long as its segment is there.
     *
     * @throws SpoolUnusableException when it was deleted, or is behind the end, with a line that
     *     says which offset is gone
     */
    public SpoolCursor cursor(long offset) throws IOException {
        long first = segments.first();
        if (offset < first) {
            throw new SpoolUnusableException(
                    "the spool %s has deleted offset %d, since a later checkpoint was complete; it begins at %d: resume from a later checkpoint or savepoint"
                            .formatted(options.folder(), offset, first));
        }
        if (offset > end()) {
            throw new SpoolUnusableException(
                    "the spool %s ends at offset %d, but %d is asked for: it has lost what was durable, put back a copy of it"
                            .formatted(options.folder(), end(), offset));
        }
        return SpoolCursor.at(this, offset);
    }

    /**
     * Gives up what is in front of an offset: to be called when nothing will ask for it again.
     * Segments that are wholly in front of it are deleted.
     */
    public void deleteUpTo(long offset) throws IOException {
        lock.lock();
        try {
            if (offset <= state.start() || closed) {
                return;
            }
            SpoolState next = new SpoolState(state.id(), Math.min(offset, end()));
            next.update(options.folder(), disk);
            state = next;
            segments.deleteBefore(next.start());
            if (next.start() == writer.written().end()) {
                emptyLastSegment();
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Or the last segment, which is never deleted, would fill a spool that is read. */
    private void emptyLastSegment() throws IOException {
        try {
            writer.rollOver(ROLL_BYTES_MIN);
            segments.deleteBefore(state.start());
        } catch (DiskFullException e) {
            LOG.warn("A segment that is read is kept until there is room: {}", e.getMessage());
        }
    }

    Tail durable() {
        return writer.durable();
    }

    /** The segment that holds an offset, or will hold it. */
    Segment segmentOf(long offset) {
        return segments.of(offset);
    }

    /** Appends that wait for room fail; the spool stays as it is. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            writer.close();
        } finally {
            folder.close();
        }
    }
}
