package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1: the next offset and the checksum of the message before it, 8 bytes each, then the
 * start as text.
 */
final class StreamSplitSerializer implements SimpleVersionedSerializer<StreamSplit> {

    private static final int VERSION = 1;
    private static final int NUMBERS = 2 * Long.BYTES;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(StreamSplit split) {
        byte[] start = split.start().at().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(NUMBERS + start.length)
                .putLong(split.next())
                .putLong(split.lastChecksum())
                .put(start)
                .array();
    }

    @Override
    public StreamSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length < NUMBERS) {
            throw new IOException(
                    "a RabbitMQ stream's state in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        ByteBuffer numbers = ByteBuffer.wrap(bytes);
        int start = bytes.length - NUMBERS;
        try {
            return new StreamSplit(
                    numbers.getLong(),
                    numbers.getLong(),
                    new StreamStart(new String(bytes, NUMBERS, start, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new IOException("a RabbitMQ stream's state is damaged", e);
        }
    }
}
