package io.oncestream.connector.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Version 1001: the identity, the version of the source's own serializer, and its bytes. Any other
 * version is one of the source's own, of before there were identities.
 */
final class IdentifiedStateSerializer implements SimpleVersionedSerializer<IdentifiedState> {

    /** Far from those of all sources, which count from 0. */
    private static final int VERSION = 1001;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(IdentifiedState state) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(state.identity());
            out.writeInt(state.version());
            out.write(state.bytes());
        }
        return bytes.toByteArray();
    }

    @Override
    public IdentifiedState deserialize(int version, byte[] bytes) throws IOException {
        if (version != VERSION) {
            return new IdentifiedState("", version, bytes);
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new IdentifiedState(in.readUTF(), in.readInt(), in.readAllBytes());
        }
    }
}
