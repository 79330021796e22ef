package io.oncestream.connector.source.spool;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record in a segment: the payload's length (4 bytes, the highest first), a CRC32C of all else (4
 * bytes), up to which position the segment was durable when the record was written (4 bytes), the
 * kind (1 byte), the payload.
 *
 * <p>The checksum also covers the segment's first offset, so that a record in the wrong file is
 * none. The durable position tells a torn tail from damage: a broken record in front of it had been
 * on disk.
 */
final class RecordFormat {

    static final int HEADER_BYTES = 13;

    private RecordFormat() {}

    static int bytes(SpoolRecord record) {
        return HEADER_BYTES + record.payload().length;
    }

    static void write(ByteBuffer out, long segment, int durable, SpoolRecord record) {
        ByteBuffer payload = ByteBuffer.wrap(record.payload());
        out.putInt(record.payload().length);
        out.putInt(checksum(segment, durable, record.kind(), payload));
        out.putInt(durable);
        out.put(record.kind());
        out.put(record.payload());
    }

    /** Whether a header that says so can stand there at all. */
    static boolean isLength(int length) {
        return length >= 0 && length <= SpoolRecord.PAYLOAD_BYTES_MAX;
    }

    /**
     * Whether a whole record begins there.
     *
     * @param at an absolute index of the buffer
     */
    static boolean isRecord(ByteBuffer bytes, int at, long segment) {
        if (bytes.limit() - at < HEADER_BYTES || bytes.get(at + 12) < 1) {
            return false;
        }
        int length = bytes.getInt(at);
        if (!isLength(length) || bytes.limit() - at - HEADER_BYTES < length) {
            return false;
        }
        ByteBuffer payload = bytes.slice(at + HEADER_BYTES, length);
        return bytes.getInt(at + 4)
                == checksum(segment, bytes.getInt(at + 8), bytes.get(at + 12), payload);
    }

    static int durable(ByteBuffer bytes, int at) {
        return bytes.getInt(at + 8);
    }

    private static int checksum(long segment, int durable, byte kind, ByteBuffer payload) {
        ByteBuffer head = ByteBuffer.allocate(17);
        head.putLong(segment).putInt(durable).put(kind).putInt(payload.remaining()).flip();
        CRC32C crc = new CRC32C();
        crc.update(head);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
