package io.oncestream.connector.source.socket;

import java.io.IOException;

/** Takes lines from the network to a spool, in threads of its own. */
interface Receiver extends AutoCloseable {

    /** What the options say; it takes lines at once. */
    static Receiver start(SocketOptions options, SpoolIntake intake) throws IOException {
        return switch (options.role()) {
            case TCP_LISTENS -> TcpServer.start(options, intake);
            case TCP_CONNECTS -> TcpClient.start(options, intake);
            case UDP_LISTENS -> UdpServer.start(options, intake);
        };
    }

    /** Starts a thread that does not hold the process up. */
    static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes all sockets; threads that wait for the spool end when that is closed. */
    @Override
    void close() throws IOException;
}
