package io.oncestream.connector.source.socket;

import java.io.IOException;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes lines from the network to a spool, in threads of its own. */
interface Receiver extends AutoCloseable {

    Logger LOG = LoggerFactory.getLogger(Receiver.class);

    /** How long connections have to bring what was read to the spool when this side closes. */
    long END_SECONDS_MAX = 2;

    /** What the options say; it takes lines at once. */
    static Receiver start(SocketOptions options, SpoolIntake intake) throws IOException {
        return switch (options.role()) {
            case TCP_LISTENS -> TcpServer.start(options, intake);
            case TCP_CONNECTS -> TcpClient.start(options, intake);
            case UDP_LISTENS -> UdpServer.start(options, intake);
        };
    }

    /** Lets what waits for input see its end, and go on from there. */
    static void endInput(Socket socket) {
        try {
            socket.shutdownInput();
        } catch (IOException e) {
            LOG.debug("{} has ended already", socket, e);
        }
    }

    /** Starts a thread that does not hold the process up; what it dies of ends the intake. */
    static void startThread(SpoolIntake intake, String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setUncaughtExceptionHandler(
                (dead, cause) -> {
                    LOG.error("Thread {} has died", name, cause);
                    intake.fail(new IOException(name + ": " + cause, cause));
                });
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for its threads to end, for {@link #END_SECONDS_MAX} at most; when it is closed. */
    void awaitEnd();

    /** Closes all sockets; threads that wait for the spool end when that is closed. */
    @Override
    void close() throws IOException;
}
