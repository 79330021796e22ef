package io.oncestream.connector.compression;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Gzip members one after the other (RFC 1952). The JDK's own stream takes a pause of its source for
 * the end: behind a member it asks {@link InputStream#available()}, and would lose the next one.
 */
final class GzipInput extends InputStream {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC = 0x8B1F;
    private static final int DEFLATE = 8;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** What of the buffer no one has read yet; inside of a member the inflater has it. */
    private int position;

    private int end;
    private boolean inMember;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (inMember || nextMember()) {
            int read = inflate(target, offset, length);
            if (read > 0) {
                return read;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int read = inflater.inflate(target, offset, length);
            crc.update(target, offset, read);
            if (read == 0 && inflater.finished()) {
                endMember();
            } else if (read == 0) {
                fill();
                inflater.setInput(buffer, 0, end);
            }
            return read;
        } catch (DataFormatException e) {
            throw new CompressedDataException("holds broken gzip data: " + e.getMessage(), e);
        }
    }

    /** Reads a header; false at the end. Zeros behind a member are padding, as of tapes. */
    private boolean nextMember() throws IOException {
        boolean first = inflater.getBytesRead() == 0 && position == 0 && end == 0;
        int head;
        do {
            if (position == end && !tryFill()) {
                return false;
            }
            head = nextByte();
        } while (head == 0 && !first);
        if ((head | nextByte() << 8) != MAGIC || nextByte() != DEFLATE) {
            throw new CompressedDataException(
                    first ? "is no gzip data" : "holds something else behind its gzip data");
        }
        skipHeader(nextByte());
        inflater.reset();
        inflater.setInput(buffer, position, end - position);
        crc.reset();
        inMember = true;
        return true;
    }

    private void skipHeader(int flags) throws IOException {
        if ((flags & RESERVED) != 0) {
            throw new CompressedDataException("holds broken gzip data: unknown flags");
        }
        skip(6); // Time, extra flags, operating system.
        if ((flags & EXTRA) != 0) {
            skip(nextByte() | nextByte() << 8);
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
    }

    private void endMember() throws IOException {
        position = end - inflater.getRemaining();
        inMember = false;
        if (nextInt() != (int) crc.getValue() || nextInt() != (int) inflater.getBytesWritten()) {
            throw new CompressedDataException("holds broken gzip data: its checksum is wrong");
        }
    }

    private int nextInt() throws IOException {
        return nextByte() | nextByte() << 8 | nextByte() << 16 | nextByte() << 24;
    }

    private void skip(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            nextByte();
        }
    }

    private void skipText() throws IOException {
        while (nextByte() != 0) {}
    }

    private int nextByte() throws IOException {
        if (position == end) {
            fill();
        }
        return buffer[position++] & 0xFF;
    }

    private void fill() throws IOException {
        if (!tryFill()) {
            throw new EOFException();
        }
    }

    private boolean tryFill() throws IOException {
        position = 0;
        end = Math.max(in.read(buffer, 0, buffer.length), 0);
        return end > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
