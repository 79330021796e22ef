package io.oncestream.launcher.produce;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;

/** {@code udp:}: datagrams with a number each, that may get lost. */
final class UdpTarget implements TargetKind {

    private static final int DATAGRAM_BYTES_MAX = 65_000;

    @Override
    public String scheme() {
        return "udp:";
    }

    @Override
    public String form() {
        return "udp://HOST:PORT";
    }

    @Override
    public String description() {
        return "A job that reads udp://HOST:PORT?numbered, a message a datagram: nobody knows here"
                + " which of them arrive; the job's metric datagramsLost counts the others, once"
                + " it listens.";
    }

    @Override
    public MessageTarget open(String uri) throws IOException {
        InetSocketAddress address = SocketAddresses.resolved(uri, form(), List.of("numbered"));
        return new Datagrams(new DatagramSocket(), address);
    }

    private static final class Datagrams implements MessageTarget {

        private final DatagramSocket socket;
        private final InetSocketAddress address;
        private long number;

        Datagrams(DatagramSocket socket, InetSocketAddress address) {
            this.socket = socket;
            this.address = address;
        }

        @Override
        public void send(Message message) throws IOException {
            number++;
            byte[] head = (number + " ").getBytes(US_ASCII);
            int length = head.length + message.value().length;
            if (length > DATAGRAM_BYTES_MAX) {
                throw new FailureException(
                        "message %d has %d bytes: a datagram holds %d at most"
                                .formatted(number, length, DATAGRAM_BYTES_MAX));
            }
            byte[] all = ByteBuffer.allocate(length).put(head).put(message.value()).array();
            socket.send(new DatagramPacket(all, length, address));
        }

        /** All are on their way. */
        @Override
        public void flush() {}

        @Override
        public OptionalLong arrived() {
            return OptionalLong.empty();
        }

        @Override
        public void close() {
            socket.close();
        }
    }
}
