package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolRecord;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ObjLongConsumer;

/**
 * The numbers of the datagrams whose lines are appended to the spool with them (kind 3: for each,
 * the length of the sender's address, the address, the port in 2 bytes, the number in 8). They come
 * behind the lines, so that no number is known whose lines are not kept. A crash of the machine or
 * the process may cut off the numbers alone: their lines are there then, and count as lost. Not
 * thread-safe.
 */
final class NumberedDatagrams {

    private static final byte NUMBERS = 3;
    private static final int ENTRY_BYTES_MAX = 1 + 16 + Short.BYTES + Long.BYTES;

    private record Numbered(InetSocketAddress from, long number) {}

    private final List<Numbered> all = new ArrayList<>();

    void add(InetSocketAddress from, long number) {
        all.add(new Numbered(from, number));
    }

    /** What was added since the last call. */
    List<SpoolRecord> take() {
        if (all.isEmpty()) {
            return List.of();
        }
        ByteBuffer bytes = ByteBuffer.allocate(all.size() * ENTRY_BYTES_MAX);
        for (Numbered numbered : all) {
            byte[] address = numbered.from().getAddress().getAddress();
            bytes.put((byte) address.length).put(address);
            bytes.putShort((short) numbered.from().getPort()).putLong(numbered.number());
        }
        all.clear();
        byte[] payload = new byte[bytes.flip().remaining()];
        bytes.get(payload);
        return List.of(new SpoolRecord(NUMBERS, payload));
    }

    static boolean isNumbers(SpoolRecord record) {
        return record.kind() == NUMBERS;
    }

    static void forEach(SpoolRecord record, ObjLongConsumer<InetSocketAddress> action)
            throws UnknownHostException {
        ByteBuffer bytes = ByteBuffer.wrap(record.payload());
        while (bytes.hasRemaining()) {
            byte[] address = new byte[bytes.get()];
            bytes.get(address);
            int port = Short.toUnsignedInt(bytes.getShort());
            action.accept(
                    new InetSocketAddress(InetAddress.getByAddress(address), port),
                    bytes.getLong());
        }
    }
}
