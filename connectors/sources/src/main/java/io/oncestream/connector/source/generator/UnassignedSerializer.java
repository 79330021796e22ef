package io.oncestream.connector.source.generator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Version 1: the next indexes of the splits that no reader has, 8 bytes each. */
final class UnassignedSerializer implements SimpleVersionedSerializer<List<GeneratorSplit>> {

    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(List<GeneratorSplit> splits) {
        ByteBuffer bytes = ByteBuffer.allocate(splits.size() * Long.BYTES);
        splits.forEach(split -> bytes.putLong(split.next()));
        return bytes.array();
    }

    @Override
    public List<GeneratorSplit> deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION || bytes.length % Long.BYTES != 0) {
            throw new IOException(
                    "the generator's splits in version %d and %d bytes: this program reads version %d"
                            .formatted(version, bytes.length, VERSION));
        }
        List<GeneratorSplit> splits = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            splits.add(new GeneratorSplit(in.getLong()));
        }
        return splits;
    }
}
