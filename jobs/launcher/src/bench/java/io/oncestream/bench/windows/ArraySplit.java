package io.oncestream.bench.windows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Every n-th reading.
 *
 * @param first the first index
 * @param step to the next index
 * @param next the index to go on with
 */
record ArraySplit(int first, int step, int next) implements SourceSplit {

    @Override
    public String splitId() {
        return Integer.toString(first);
    }

    /** Of splits; a split alone is a list of one. */
    static final class Serializer implements SimpleVersionedSerializer<List<ArraySplit>> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(List<ArraySplit> splits) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeInt(splits.size());
            for (ArraySplit split : splits) {
                out.writeInt(split.first);
                out.writeInt(split.step);
                out.writeInt(split.next);
            }
            return bytes.toByteArray();
        }

        @Override
        public List<ArraySplit> deserialize(int version, byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            int count = in.readInt();
            List<ArraySplit> splits = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                splits.add(new ArraySplit(in.readInt(), in.readInt(), in.readInt()));
            }
            return splits;
        }
    }

    /** Of one split. */
    static final class OneSerializer implements SimpleVersionedSerializer<ArraySplit> {

        private final Serializer list = new Serializer();

        @Override
        public int getVersion() {
            return list.getVersion();
        }

        @Override
        public byte[] serialize(ArraySplit split) throws IOException {
            return list.serialize(List.of(split));
        }

        @Override
        public ArraySplit deserialize(int version, byte[] bytes) throws IOException {
            return list.deserialize(version, bytes).get(0);
        }
    }
}
