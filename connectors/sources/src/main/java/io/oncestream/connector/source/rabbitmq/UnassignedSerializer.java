package io.oncestream.connector.source.rabbitmq;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: nothing, or the version of the split's serializer, 4 bytes, and the split. */
final class UnassignedSerializer<S> implements SimpleVersionedSerializer<Optional<S>> {

    private static final int VERSION = 1;

    private final SimpleVersionedSerializer<S> splits;

    UnassignedSerializer(SimpleVersionedSerializer<S> splits) {
        this.splits = splits;
    }

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(Optional<S> unassigned) throws IOException {
        if (unassigned.isEmpty()) {
            return new byte[0];
        }
        byte[] split = splits.serialize(unassigned.get());
        return ByteBuffer.allocate(Integer.BYTES + split.length)
                .putInt(splits.getVersion())
                .put(split)
                .array();
    }

    @Override
    public Optional<S> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || (bytes.length > 0 && bytes.length < Integer.BYTES)) {
            throw new IOException(
                    "RabbitMQ's unassigned splits in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        if (bytes.length == 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int splitVersion = in.getInt();
        byte[] split = new byte[in.remaining()];
        in.get(split);
        return Optional.of(splits.deserialize(splitVersion, split));
    }
}
