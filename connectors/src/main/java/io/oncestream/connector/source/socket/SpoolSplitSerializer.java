package io.oncestream.connector.source.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the offset, 8 bytes, the highest first, and the spool's id in ASCII. */
final class SpoolSplitSerializer implements SimpleVersionedSerializer<SpoolSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SpoolSplit split) {
        byte[] spool = split.spool().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + spool.length)
                .putLong(split.next())
                .put(spool)
                .array();
    }

    @Override
    public SpoolSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length < Long.BYTES) {
            throw new IOException(
                    "a spool's offset in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        String spool =
                new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.US_ASCII);
        return new SpoolSplit(spool, ByteBuffer.wrap(bytes).getLong());
    }
}
