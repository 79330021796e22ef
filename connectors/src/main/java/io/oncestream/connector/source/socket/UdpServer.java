package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolException;
import io.oncestream.connector.source.spool.SpoolFullException;
import io.oncestream.connector.source.spool.SpoolRecord;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for datagrams. One thread takes them, so that the system's buffer does not overflow while
 * another one waits for the disk; what does not fit between the two is dropped and counted.
 */
final class UdpServer implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(UdpServer.class);
    private static final int DATAGRAM_BYTES_MAX = 65_535;
    private static final int SYSTEM_BUFFER_BYTES = 4 << 20;

    /** Of the largest datagrams: 32 MiB. */
    private static final int QUEUE = 512;

    private static final int BATCH = 128;

    private final SocketOptions options;
    private final SpoolIntake intake;
    private final DatagramSocket socket;
    private final DatagramReader reader;
    private final BlockingQueue<List<SpoolRecord>> queue = new ArrayBlockingQueue<>(QUEUE);

    private UdpServer(SocketOptions options, SpoolIntake intake, DatagramSocket socket) {
        this.options = options;
        this.intake = intake;
        this.socket = socket;
        this.reader = new DatagramReader(options, intake.metrics());
    }

    static UdpServer start(SocketOptions options, SpoolIntake intake) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(options.host(), options.port()));
        socket.setReceiveBufferSize(SYSTEM_BUFFER_BYTES);
        UdpServer started = new UdpServer(options, intake, socket);
        Receiver.startThread("receive " + options.address(), started::receive);
        Receiver.startThread("spool " + options.address(), started::spool);
        LOG.info("Listening on {}", options.address());
        return started;
    }

    private void receive() {
        DatagramPacket packet =
                new DatagramPacket(new byte[DATAGRAM_BYTES_MAX], DATAGRAM_BYTES_MAX);
        try {
            while (true) {
                packet.setLength(DATAGRAM_BYTES_MAX);
                socket.receive(packet);
                byte[] datagram = Arrays.copyOf(packet.getData(), packet.getLength());
                if (!queue.offer(reader.lines(datagram, packet.getSocketAddress()))) {
                    intake.metrics().datagramsRefused.increment();
                }
            }
        } catch (IOException e) {
            intake.fail(e);
        }
    }

    private void spool() {
        List<List<SpoolRecord>> batch = new ArrayList<>();
        try {
            while (!intake.isClosed()) {
                List<SpoolRecord> first = queue.poll(1, TimeUnit.SECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    append(batch);
                    batch.clear();
                }
            }
        } catch (SpoolException e) {
            LOG.debug("{} is not read any more", options.address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void append(List<List<SpoolRecord>> batch) throws SpoolException {
        try {
            intake.append(batch.stream().flatMap(List::stream).toList());
        } catch (SpoolFullException e) {
            intake.metrics().datagramsRefused.add(batch.size());
            LOG.warn(
                    "{}: {} datagrams are dropped, {}",
                    options.address(),
                    batch.size(),
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        intake.close();
        socket.close();
    }
}
