package io.oncestream.launcher.produce;

import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.launcher.failure.FailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** {@code tcp:}: a source that listens and acknowledges. */
final class TcpTarget implements TargetKind {

    private static final int CONNECT_MILLIS_MAX = 10_000;

    /** A job that was started just before takes a while until it listens. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    private static final long RETRY_NANOS = 200_000_000;

    @Override
    public String scheme() {
        return "tcp:";
    }

    @Override
    public String form() {
        return "tcp://HOST:PORT";
    }

    @Override
    public String description() {
        return "A job that reads tcp://HOST:PORT?listen&ack, one line a message; the end is when"
                + " all lines are on its disk. It waits a minute for a job that does not listen"
                + " yet.";
    }

    @Override
    public MessageTarget open(String uri) throws IOException {
        InetSocketAddress address = SocketAddresses.of(uri, form(), List.of("ack"));
        long endNanos = System.nanoTime() + WAIT_MAX.toNanos();
        while (true) {
            try {
                return connect(address);
            } catch (ConnectException e) {
                if (System.nanoTime() > endNanos) {
                    throw failure(uri, e);
                }
                LockSupport.parkNanos(RETRY_NANOS);
            } catch (IOException e) {
                throw failure(uri, e);
            }
        }
    }

    private static MessageTarget connect(InetSocketAddress address) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, CONNECT_MILLIS_MAX);
            return new TcpLines(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static FailureException failure(String uri, IOException e) {
        return new FailureException(
                "%s cannot be connected to (%s): start a job with --from '%s?listen&ack'"
                        .formatted(
                                ShownAddress.of(uri),
                                e.getMessage(),
                                ShownAddress.of(uri.split("[?]", 2)[0])),
                e);
    }
}
