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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final int QUEUE_BYTES_MAX = 32 << 20;
    private static final int QUEUE_MAX = 1 << 16;
    private static final long POLL_MILLIS = 100;
    private static final int BATCH = 128;
    private static final int BATCH_BYTES_MAX = 1 << 20;

    @SuppressWarnings("ArrayRecordComponent") // Datagrams are not compared.
    private record Datagram(byte[] bytes, InetSocketAddress from) {}

    private final SocketOptions options;
    private final SpoolIntake intake;
    private final DatagramSocket socket;
    private final DatagramReader reader;

    /** As they came: what is dropped here is missing in the numbers, and counted with those. */
    private final BlockingQueue<Datagram> queue = new LinkedBlockingQueue<>(QUEUE_MAX);

    private final AtomicInteger queuedBytes = new AtomicInteger();
    private final CountDownLatch spooled = new CountDownLatch(1);

    private UdpServer(SocketOptions options, SpoolIntake intake, DatagramSocket socket) {
        this.options = options;
        this.intake = intake;
        this.socket = socket;
        this.reader = new DatagramReader(options);
    }

    static UdpServer start(SocketOptions options, SpoolIntake intake) throws IOException {
        DatagramSocket socket =
                new DatagramSocket(new InetSocketAddress(options.host(), options.port()));
        socket.setReceiveBufferSize(SYSTEM_BUFFER_BYTES);
        UdpServer started = new UdpServer(options, intake, socket);
        Receiver.startThread(intake, "receive " + options.address(), started::receive);
        Receiver.startThread(intake, "spool " + options.address(), started::spool);
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
                put(new Datagram(datagram, sender(packet)));
            }
        } catch (IOException e) {
            intake.fail(e);
        }
    }

    private static InetSocketAddress sender(DatagramPacket packet) {
        return new InetSocketAddress(packet.getAddress(), packet.getPort());
    }

    private void put(Datagram datagram) {
        int bytes = datagram.bytes().length;
        if (queuedBytes.addAndGet(bytes) > QUEUE_BYTES_MAX || !queue.offer(datagram)) {
            queuedBytes.addAndGet(-bytes);
            intake.metrics().datagramsRefused.increment();
        }
    }

    /** Until it is closed and all that came before is on disk. */
    private void spool() {
        try {
            Datagram next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            while (next != null || !intake.isClosed()) {
                if (next != null) {
                    append(next);
                }
                next = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (SpoolException e) {
            LOG.debug("{} is not read any more", options.address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            spooled.countDown();
        }
    }

    /** With those that follow, as far as one force to disk should serve. */
    private void append(Datagram first) throws SpoolException {
        List<SpoolRecord> records = new ArrayList<>();
        int datagrams = 0;
        int bytes = 0;
        for (Datagram next = first; next != null; next = queue.poll()) {
            queuedBytes.addAndGet(-next.bytes().length);
            List<SpoolRecord> lines = reader.lines(next.bytes(), next.from());
            records.addAll(lines);
            datagrams++;
            bytes += lines.stream().mapToInt(line -> line.payload().length).sum();
            if (datagrams == BATCH || bytes >= BATCH_BYTES_MAX) {
                break;
            }
        }
        records.addAll(reader.numbers());
        try {
            intake.append(records);
        } catch (SpoolFullException e) {
            intake.metrics().datagramsRefused.add(datagrams);
            LOG.warn(
                    "{}: {} datagrams are dropped, {}",
                    options.address(),
                    datagrams,
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        intake.close();
        socket.close();
        awaitEnd();
    }

    @Override
    public void awaitEnd() {
        try {
            boolean all = spooled.await(Receiver.END_SECONDS_MAX, TimeUnit.SECONDS);
            LOG.debug("{}: all that came is on disk: {}", options.address(), all);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
