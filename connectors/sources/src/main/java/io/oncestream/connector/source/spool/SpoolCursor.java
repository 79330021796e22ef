package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads what is durable in a spool, in the order of the offsets. Not thread-safe. */
public final class SpoolCursor implements Closeable {

    private final Spool spool;
    private SegmentReader reader;
    private long offset;

    private SpoolCursor(Spool spool, SegmentReader reader) {
        this.spool = spool;
        this.reader = reader;
        this.offset = reader.segment().first();
    }

    static SpoolCursor at(Spool spool, long offset) throws IOException {
        Segment segment = spool.segmentOf(offset);
        SpoolCursor cursor = new SpoolCursor(spool, SegmentReader.open(segment, spool.id()));
        try {
            while (cursor.offset < offset) {
                cursor.next();
            }
        } catch (IOException e) {
            cursor.close();
            throw e;
        }
        return cursor;
    }

    /** The offset of the next record. */
    public long offset() {
        return offset;
    }

    /**
     * The next record.
     *
     * @return null when there is none that is durable
     * @throws SpoolUnusableException when the spool is damaged there
     */
    public @Nullable SpoolRecord next() throws IOException {
        Tail durable = spool.durable();
        if (offset >= durable.end()) {
            return null;
        }
        SpoolRecord record = read(durable);
        if (record == null) {
            advance();
            record = read(durable);
        }
        if (record == null) {
            throw reader.segment().damaged(reader.position());
        }
        offset++;
        return record;
    }

    private @Nullable SpoolRecord read(Tail durable) throws IOException {
        boolean last = reader.segment().first() == durable.segment();
        try {
            return reader.next(last ? durable.position() : reader.size());
        } catch (SegmentReader.BrokenRecordException e) {
            throw reader.segment().damaged(reader.position());
        }
    }

    private void advance() throws IOException {
        Segment next = spool.segmentOf(offset);
        if (next.first() != offset) {
            throw reader.segment().damaged(reader.position());
        }
        reader.close();
        reader = SegmentReader.open(next, spool.id());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
