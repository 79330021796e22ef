package io.oncestream.connector.source.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Reads a segment from its first record on. Not thread-safe. */
final class SegmentReader implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** A record that is not as it was written, or not all there. */
    static final class BrokenRecordException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private final Segment segment;
    private final FileChannel channel;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).flip();

    /** Of the buffer's first byte in the file. */
    private long bufferAt = Segment.HEADER_BYTES;

    private SegmentReader(Segment segment, FileChannel channel) {
        this.segment = segment;
        this.channel = channel;
    }

    static SegmentReader open(Segment segment, String spool) throws IOException {
        FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ);
        try {
            segment.checkHeader(channel, spool);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new SegmentReader(segment, channel);
    }

    Segment segment() {
        return segment;
    }

    /** Where the next record begins. */
    long position() {
        return bufferAt + buffer.position();
    }

    long size() throws IOException {
        return channel.size();
    }

    /**
     * The next record.
     *
     * @param limit no byte from there on is looked at
     * @return null when the segment ends at the limit
     */
    @Nullable SpoolRecord next(long limit) throws IOException, BrokenRecordException {
        if (position() >= limit) {
            return null;
        }
        fill(RecordFormat.HEADER_BYTES, limit);
        int length = buffer.getInt(buffer.position());
        if (!RecordFormat.isLength(length)) {
            throw new BrokenRecordException();
        }
        fill(RecordFormat.HEADER_BYTES + length, limit);
        if (!RecordFormat.isRecord(buffer, buffer.position(), segment.first())) {
            throw new BrokenRecordException();
        }
        byte kind = buffer.get(buffer.position() + RecordFormat.HEADER_BYTES - 1);
        byte[] payload = new byte[length];
        buffer.get(buffer.position() + RecordFormat.HEADER_BYTES, payload);
        buffer.position(buffer.position() + RecordFormat.HEADER_BYTES + length);
        return new SpoolRecord(kind, payload);
    }

    /** Makes that many bytes of the record available. */
    private void fill(int bytes, long limit) throws IOException, BrokenRecordException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        if (position() + bytes > limit) {
            throw new BrokenRecordException();
        }
        bufferAt = position();
        ByteBuffer next =
                buffer.capacity() >= bytes
                        ? buffer.compact()
                        : ByteBuffer.allocate(bytes).put(buffer);
        next.limit((int) Math.min(next.capacity(), limit - bufferAt));
        while (next.hasRemaining() && channel.read(next, bufferAt + next.position()) > 0) {
            // until it is full or the file ends
        }
        buffer = next.flip();
        if (buffer.remaining() < bytes) {
            throw new BrokenRecordException();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
