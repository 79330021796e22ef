package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends to the last segment and begins new ones. {@link #write} is called by one thread at a
 * time; {@link #force} by any, and one force serves all that had been written before it.
 */
final class SpoolWriter implements Closeable {

    private static final int BUFFER_BYTES = 1 << 17;

    private final String spool;
    private final SpoolOptions options;
    private final Disk disk;
    private final ObjLongConsumer<Segment> onNewSegment;
    private final Object forcing = new Object();

    private FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private volatile Tail written;
    private volatile Tail durable;
    private volatile @Nullable IOException failure;

    private SpoolWriter(
            String spool,
            SpoolOptions options,
            Disk disk,
            ObjLongConsumer<Segment> onNewSegment,
            Tail tail,
            FileChannel channel) {
        this.spool = spool;
        this.options = options;
        this.disk = disk;
        this.onNewSegment = onNewSegment;
        this.written = tail;
        this.durable = tail;
        this.channel = channel;
    }

    /**
     * @param tail of a segment that is there
     */
    static SpoolWriter open(
            String spool,
            SpoolOptions options,
            Disk disk,
            ObjLongConsumer<Segment> onNewSegment,
            Tail tail)
            throws IOException {
        Segment last = Segment.of(options.folder(), tail.segment());
        FileChannel channel = FileChannel.open(last.file(), StandardOpenOption.WRITE);
        return new SpoolWriter(spool, options, disk, onNewSegment, tail, channel);
    }

    /** What is on disk. */
    Tail durable() {
        return durable;
    }

    /** What is there for others to write behind. */
    Tail written() {
        return written;
    }

    /**
     * Returns the offset behind the last of the records, which are not durable yet.
     *
     * @throws DiskFullException when it can be tried again later
     */
    long write(List<SpoolRecord> records) throws IOException {
        checkUsable();
        int bytes = records.stream().mapToInt(RecordFormat::bytes).sum();
        if (written.position() + bytes > options.segmentBytes()
                && written.position() > Segment.HEADER_BYTES) {
            beginSegment();
        }
        Tail from = written;
        encode(records, bytes, from.segment());
        try {
            disk.write(channel, buffer, from.position());
        } catch (IOException e) {
            throw takeBack(() -> channel.truncate(from.position()), e);
        }
        written = new Tail(from.segment(), from.position() + bytes, from.end() + records.size());
        return written.end();
    }

    private interface Undoing {
        void run() throws IOException;
    }

    /**
     * Undoes what was not finished. A disk that is full can do that, and a quota or a limit on a
     * file's size as well; one that cannot is broken.
     */
    private SpoolException takeBack(Undoing undoing, IOException cause) {
        try {
            undoing.run();
        } catch (IOException again) {
            cause.addSuppressed(again);
            return fail(cause);
        }
        return new DiskFullException(options.folder(), cause);
    }

    private void encode(List<SpoolRecord> records, int bytes, long segment) {
        Tail onDisk = durable;
        int durableHere =
                onDisk.segment() == segment
                        ? Math.toIntExact(onDisk.position())
                        : Segment.HEADER_BYTES;
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
        buffer.clear();
        records.forEach(record -> RecordFormat.write(buffer, segment, durableHere, record));
        buffer.flip();
    }

    /** Begins a segment unless the current one is still small; called like {@link #write}. */
    void rollOver(long bytesMin) throws IOException {
        if (written.position() > bytesMin) {
            checkUsable();
            beginSegment();
        }
    }

    private void beginSegment() throws IOException {
        force(written.end());
        Segment next = Segment.of(options.folder(), written.end());
        FileChannel created = create(next);
        Tail last = written;
        synchronized (forcing) {
            channel.close();
            channel = created;
            written = Tail.empty(next.first());
            durable = written;
        }
        onNewSegment.accept(next, last.position());
    }

    private FileChannel create(Segment segment) throws IOException {
        FileChannel created = null;
        try {
            created =
                    FileChannel.open(
                            segment.file(),
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.WRITE);
            disk.write(created, segment.header(spool), 0);
            disk.force(created);
            DurableFiles.forceFolder(options.folder());
            return created;
        } catch (IOException e) {
            FileChannel unfinished = created;
            throw takeBack(() -> delete(segment, unfinished), e);
        }
    }

    private static void delete(Segment segment, @Nullable FileChannel unfinished)
            throws IOException {
        if (unfinished != null) {
            unfinished.close();
            Files.delete(segment.file());
        }
    }

    /**
     * Returns when all in front of that offset is on disk.
     *
     * @return whether it was this call that brought something there
     */
    boolean force(long end) throws IOException {
        synchronized (forcing) {
            if (durable.end() >= end) {
                return false;
            }
            checkUsable();
            Tail tail = written;
            try {
                disk.force(channel);
            } catch (IOException e) {
                throw fail(e);
            }
            durable = tail;
            return true;
        }
    }

    private void checkUsable() throws IOException {
        IOException earlier = failure;
        if (earlier != null) {
            throw new SpoolException(String.valueOf(earlier.getMessage()), earlier);
        }
    }

    /**
     * Nothing is written any more: after a failed force the system may take what is not on disk for
     * written. What was not acknowledged is cut off, so that no later start takes it for durable;
     * what another thread forces at this moment will be acknowledged and stays.
     */
    private SpoolException fail(IOException cause) {
        SpoolException e =
                new SpoolException(
                        "the spool %s cannot be written (%s): free space there or mend the disk; what was acknowledged is kept"
                                .formatted(options.folder(), cause.getMessage()),
                        cause);
        synchronized (forcing) {
            failure = e;
            Tail onDisk = durable;
            if (onDisk.segment() == written.segment()) {
                try {
                    channel.truncate(onDisk.position());
                } catch (IOException again) {
                    e.addSuppressed(again);
                }
            }
        }
        return e;
    }

    @Override
    public void close() throws IOException {
        synchronized (forcing) {
            channel.close();
        }
    }
}
