package io.oncestream.connector.source.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the next index, 8 bytes, the highest first. */
final class SplitSerializer implements SimpleVersionedSerializer<GeneratorSplit> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(GeneratorSplit split) {
        return ByteBuffer.allocate(Long.BYTES).putLong(split.next()).array();
    }

    @Override
    public GeneratorSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length != Long.BYTES) {
            throw new IOException(
                    "a split of the generator in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        return new GeneratorSplit(ByteBuffer.wrap(bytes).getLong());
    }
}
