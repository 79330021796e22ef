package io.oncestream.connector.source.socket;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.oncestream.connector.source.spool.SpoolException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens, with a thread for each sender. */
final class TcpServer implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(TcpServer.class);
    private static final int BACKLOG = 128;

    private final SocketOptions options;
    private final SpoolIntake intake;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Semaphore places;
    private final MemoryBudget memory;
    private final CountDownLatch acceptEnded = new CountDownLatch(1);

    private TcpServer(SocketOptions options, SpoolIntake intake, ServerSocket server) {
        this.options = options;
        this.intake = intake;
        this.server = server;
        this.places = new Semaphore(options.limits().connections());
        this.memory = MemoryBudget.ofHeap(options.limits().memoryBytes());
    }

    static TcpServer start(SocketOptions options, SpoolIntake intake) throws IOException {
        ServerSocket server = new ServerSocket();
        try {
            // Or the port stays taken for a minute after a restart.
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        TcpServer started = new TcpServer(options, intake, server);
        Receiver.startThread(intake, "accept " + options.address(), started::accept);
        LOG.info("Listening on {}", options.address());
        return started;
    }

    private void accept() {
        try {
            while (true) {
                admit(server.accept());
            }
        } catch (IOException e) {
            intake.fail(e);
        } finally {
            acceptEnded.countDown();
        }
    }

    private void admit(Socket socket) throws IOException {
        if (!places.tryAcquire()) {
            refuse(socket, "%d senders are connected".formatted(open.size()));
            return;
        }
        MemoryBudget.Share share = memory.new Share();
        // Or so many connections leave no room for a long line, and each that comes is refused.
        if (!share.resize(LineStream.memoryBytes(options), LineSplitter.MEMORY_BYTES_MAX)) {
            places.release();
            refuse(
                    socket,
                    "%d senders are connected, and the memory for more is used up"
                            .formatted(open.size()));
            return;
        }
        open.add(socket);
        if (intake.isClosed()) {
            // Too late for close to see it.
            socket.close();
        }
        Receiver.startThread(
                intake, "receive " + socket.getRemoteSocketAddress(), () -> receive(socket, share));
    }

    private void refuse(Socket socket, String why) throws IOException {
        intake.metrics().connectionsRefused.increment();
        LOG.warn("{}: {} is refused, {}", options.address(), socket.getRemoteSocketAddress(), why);
        LineStream.refuse(options, socket, why);
        socket.close();
    }

    private void receive(Socket socket, MemoryBudget.Share share) {
        try (share) {
            // Or a sender whose machine is gone keeps its place for good.
            socket.setKeepAlive(true);
            new LineStream(options, intake, socket, share).receive();
        } catch (SpoolException e) {
            LOG.debug("{}: a connection is closed", options.address(), e);
        } catch (IOException e) {
            LOG.debug("{}: a connection broke", options.address(), e);
        } finally {
            open.remove(socket);
            places.release();
        }
    }

    /** What has been read is acknowledged, so that nobody sends it again. */
    @Override
    public void close() throws IOException {
        intake.close();
        server.close();
        awaitFreePort();
        for (Socket socket : open) {
            Receiver.endInput(socket);
        }
        awaitEnd();
        for (Socket socket : open) {
            socket.close();
        }
    }

    /** The system keeps it until the thread that accepts has left its call. */
    private void awaitFreePort() {
        try {
            boolean ended = acceptEnded.await(Receiver.END_SECONDS_MAX, SECONDS);
            LOG.debug("{}: the port is free: {}", options.address(), ended);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void awaitEnd() {
        int all = options.limits().connections();
        try {
            boolean ended = places.tryAcquire(all, Receiver.END_SECONDS_MAX, SECONDS);
            LOG.debug("{}: all connections have ended: {}", options.address(), ended);
            if (ended) {
                places.release(all);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
