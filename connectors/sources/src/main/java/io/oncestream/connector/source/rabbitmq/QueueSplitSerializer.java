package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the number of deliveries, 8 bytes, then the ids' hashes, 16 bytes each. */
final class QueueSplitSerializer implements SimpleVersionedSerializer<QueueSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(QueueSplit split) {
        return ByteBuffer.allocate(Long.BYTES + split.ids().length)
                .putLong(split.delivered())
                .put(split.ids())
                .array();
    }

    @Override
    public QueueSplit deserialize(int version, byte[] bytes) throws IOException {
        int idBytes = bytes.length - Long.BYTES;
        if (version != VERSION || idBytes < 0 || idBytes % RecentIds.HASH_BYTES != 0) {
            throw new IOException(
                    "a RabbitMQ queue's state in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long delivered = in.getLong();
        byte[] ids = new byte[idBytes];
        in.get(ids);
        return new QueueSplit(delivered, ids);
    }
}
