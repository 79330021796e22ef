package io.oncestream.connector.source.socket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Version 1: the offset, 8 bytes, the highest first, and the spool's id in ASCII. Version 2: the
 * offset, the id behind its length, how many datagrams are lost, how many senders follow, and each
 * sender's address behind its length, port, next number, and missing numbers behind their bytes.
 */
final class SpoolSplitSerializer implements SimpleVersionedSerializer<SpoolSplit> {

    private static final int VERSION = 2;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(SpoolSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeLong(split.next());
        writeBytes(out, split.spool().getBytes(US_ASCII));
        out.writeLong(split.datagrams().lost());
        out.writeInt(split.datagrams().senders().size());
        for (DatagramCounts.Sender sender : split.datagrams().senders()) {
            writeBytes(out, sender.address().getAddress().getAddress());
            out.writeShort(sender.address().getPort());
            out.writeLong(sender.next());
            writeBytes(out, sender.missing().toByteArray());
        }
        return out.getCopyOfBuffer();
    }

    private static void writeBytes(DataOutputSerializer out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    @Override
    public SpoolSplit deserialize(int version, byte[] bytes) throws IOException {
        if (version == 1 && bytes.length >= Long.BYTES) {
            String spool = new String(bytes, Long.BYTES, bytes.length - Long.BYTES, US_ASCII);
            return new SpoolSplit(spool, ByteBuffer.wrap(bytes).getLong());
        }
        if (version == VERSION) {
            return read(new DataInputDeserializer(bytes));
        }
        throw new IOException(
                "a spool's offset in version %d and %d bytes: this program reads versions 1 to %d"
                        .formatted(version, bytes.length, VERSION));
    }

    private static SpoolSplit read(DataInputDeserializer in) throws IOException {
        long next = in.readLong();
        String spool = new String(readBytes(in), US_ASCII);
        long lost = in.readLong();
        int count = in.readInt();
        List<DatagramCounts.Sender> senders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            InetAddress address = InetAddress.getByAddress(readBytes(in));
            int port = in.readUnsignedShort();
            senders.add(
                    new DatagramCounts.Sender(
                            new InetSocketAddress(address, port),
                            in.readLong(),
                            BitSet.valueOf(readBytes(in))));
        }
        return new SpoolSplit(spool, next, new DatagramCounts(lost, senders));
    }

    private static byte[] readBytes(DataInputDeserializer in) throws IOException {
        byte[] bytes = new byte[in.readUnsignedShort()];
        in.readFully(bytes);
        return bytes;
    }
}
