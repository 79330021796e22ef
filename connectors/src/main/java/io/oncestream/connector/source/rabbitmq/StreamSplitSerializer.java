package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the next offset, 8 bytes, then the start as text. */
final class StreamSplitSerializer implements SimpleVersionedSerializer<StreamSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StreamSplit split) {
        byte[] start = split.start().at().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Long.BYTES + start.length)
                .putLong(split.next())
                .put(start)
                .array();
    }

    @Override
    public StreamSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length < Long.BYTES) {
            throw new IOException(
                    "a RabbitMQ stream's state in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        int start = bytes.length - Long.BYTES;
        try {
            return new StreamSplit(
                    ByteBuffer.wrap(bytes).getLong(),
                    new StreamStart(new String(bytes, Long.BYTES, start, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("a RabbitMQ stream's state is damaged", e);
        }
    }
}
