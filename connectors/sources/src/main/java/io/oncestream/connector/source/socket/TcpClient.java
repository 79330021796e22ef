package io.oncestream.connector.source.socket;

import io.oncestream.connector.source.spool.SpoolException;
import io.oncestream.connector.source.spool.SpoolFullException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to a server that sends lines, and connects again when that ends: at once is the first
 * attempt, then after pauses that grow to half a minute. What the server sends while nobody is
 * connected is not seen.
 */
final class TcpClient implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(TcpClient.class);
    private static final int CONNECT_MILLIS_MAX = 10_000;
    private static final long PAUSE_MILLIS_MIN = 250;
    private static final long PAUSE_MILLIS_MAX = 30_000;

    /** There is one connection. */
    private static final MemoryBudget UNSHARED = new MemoryBudget(Long.MAX_VALUE);

    private final SocketOptions options;
    private final SpoolIntake intake;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Socket current;

    private TcpClient(SocketOptions options, SpoolIntake intake) {
        this.options = options;
        this.intake = intake;
    }

    static TcpClient start(SocketOptions options, SpoolIntake intake) {
        TcpClient started = new TcpClient(options, intake);
        Receiver.startThread(intake, "receive " + options.address(), started::run);
        return started;
    }

    private void run() {
        long pauseMillis = PAUSE_MILLIS_MIN;
        try {
            while (!intake.isClosed()) {
                long lines = connectOnce(pauseMillis);
                pauseMillis =
                        lines > 0 ? PAUSE_MILLIS_MIN : Math.min(2 * pauseMillis, PAUSE_MILLIS_MAX);
                if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (SpoolException e) {
            LOG.debug("{} is not read any more", options.address(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Returns how many lines came. */
    private long connectOnce(long pauseMillis) throws SpoolException {
        try (Socket socket = new Socket()) {
            current = socket;
            if (intake.isClosed()) {
                return 0;
            }
            socket.setKeepAlive(true);
            socket.connect(
                    new InetSocketAddress(options.host(), options.port()), CONNECT_MILLIS_MAX);
            LOG.info("Connected to {}", options.address());
            LineStream stream = new LineStream(options, intake, socket, UNSHARED.new Share());
            stream.receive();
            LOG.info("{} has ended the connection: connecting again", options.address());
            return stream.ended();
        } catch (SpoolFullException e) {
            LOG.warn("{}: connecting again when there is room", options.address(), e);
        } catch (SpoolException e) {
            throw e;
        } catch (IOException e) {
            LOG.warn(
                    "{} cannot be connected to ({}): trying again, after {} ms at least",
                    options.address(),
                    e.getMessage(),
                    pauseMillis);
        }
        return 0;
    }

    @Override
    public void close() throws IOException {
        intake.close();
        closed.countDown();
        Socket socket = current;
        if (socket != null) {
            if (socket.isConnected()) {
                Receiver.endInput(socket);
                awaitEnd();
            }
            socket.close();
        }
    }

    @Override
    public void awaitEnd() {
        try {
            boolean inTime = ended.await(Receiver.END_SECONDS_MAX, TimeUnit.SECONDS);
            LOG.debug("{}: the connection has ended: {}", options.address(), inTime);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
