package io.oncestream.connector.source.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out how far the last segment goes after a crash. What a crash can leave broken is what had
 * not been forced to disk, and nothing is written behind that before it has been: a record behind
 * the break that was written when the broken one was durable shows damage instead, which is never
 * cut off.
 */
final class TailRecovery {

    private static final Logger LOG = LoggerFactory.getLogger(TailRecovery.class);

    private TailRecovery() {}

    /** Afterwards the segment ends with a whole record, and all of it is on disk. */
    static Tail recover(Segment segment, String spool) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        segment.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Tail tail =
                    channel.size() < Segment.HEADER_BYTES || isZero(channel)
                            ? begin(segment, spool, channel)
                            : scan(segment, spool, channel);
            if (channel.size() > tail.position()) {
                LOG.warn(
                        "{} ends in {} bytes that were never complete on disk: they are cut off",
                        segment.file(),
                        channel.size() - tail.position());
                channel.truncate(tail.position());
            }
            channel.force(true);
            return tail;
        }
    }

    /**
     * The file system had made room for what it never wrote: the header is on disk before a record
     * comes.
     */
    private static boolean isZero(FileChannel channel) throws IOException {
        ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
        while (bytes.hasRemaining()) {
            if (bytes.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /** Of a crash while the segment was made. */
    private static Tail begin(Segment segment, String spool, FileChannel channel)
            throws IOException {
        Disk.REAL.write(channel, segment.header(spool), 0);
        return Tail.empty(segment.first());
    }

    private static Tail scan(Segment segment, String spool, FileChannel channel)
            throws IOException {
        long end = segment.first();
        try (SegmentReader reader = SegmentReader.open(segment, spool)) {
            try {
                while (reader.next(channel.size()) != null) {
                    end++;
                }
            } catch (SegmentReader.BrokenRecordException e) {
                if (wasDurable(segment, channel, reader.position())) {
                    throw segment.damaged(reader.position());
                }
            }
            return new Tail(segment.first(), reader.position(), end);
        }
    }

    private static boolean wasDurable(Segment segment, FileChannel channel, long broken)
            throws IOException {
        ByteBuffer bytes = channel.map(MapMode.READ_ONLY, 0, channel.size());
        for (int at = (int) broken + 1; at <= bytes.limit() - RecordFormat.HEADER_BYTES; at++) {
            int durable = RecordFormat.durable(bytes, at);
            if (durable > broken
                    && durable <= at
                    && RecordFormat.isRecord(bytes, at, segment.first())) {
                return true;
            }
        }
        return false;
    }
}
