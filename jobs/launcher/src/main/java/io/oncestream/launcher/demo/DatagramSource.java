package io.oncestream.launcher.demo;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.services.BorrowedService;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A UDP port of 127.0.0.1, the first free one of some. What an earlier run has not read may still
 * be in the port's spool: clients must tell theirs from it.
 */
public record DatagramSource(int port) implements DemoSource {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramSource.class);
    private static final int PORTS = 20;

    @Override
    public String example(String job) {
        return uri(port);
    }

    @Override
    public List<String> services() {
        return List.of();
    }

    @Override
    public String open(String table, List<BorrowedService> services) {
        int free =
                IntStream.range(port, port + PORTS)
                        .filter(DatagramSource::isFree)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new FailureException(
                                                "the UDP ports %d to %d are all taken: end what listens there"
                                                        .formatted(port, port + PORTS - 1)));
        return uri(free);
    }

    private static boolean isFree(int port) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DatagramSocket socket = new DatagramSocket(address)) {
            return socket.isBound();
        } catch (IOException e) {
            LOG.debug("UDP port {} is taken", port, e);
            return false;
        }
    }

    private static String uri(int port) {
        return "udp://127.0.0.1:" + port;
    }

    @Override
    public String read(String uri, Instant since) {
        return uri;
    }
}
