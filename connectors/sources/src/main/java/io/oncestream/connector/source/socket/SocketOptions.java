package io.oncestream.connector.source.socket;

import io.oncestream.connector.compression.Compression;
import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.connector.source.ServerUri;
import io.oncestream.connector.source.UriParameters;
import io.oncestream.connector.source.spool.SpoolOptions;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;

/**
 * Where lines come from, and where they are kept.
 *
 * @param role who connects to whom
 * @param host an address or a name; the one to listen on is 127.0.0.1 unless another is given
 * @param acknowledge whether each sender is told how many of its lines are durable
 * @param numbered whether each datagram begins with a number
 * @param compression how connections or datagrams are compressed
 * @param limits how much senders may take
 * @param spool the folder of this address's spool
 * @param spoolLimitBytes how much the spool may take on disk
 * @param lostSpool the id of a spool that is lost for good, so that a state that refers to it goes
 *     on with the one that is there
 */
public record SocketOptions(
        Role role,
        String host,
        int port,
        boolean acknowledge,
        boolean numbered,
        Compression compression,
        SocketLimits limits,
        String spool,
        long spoolLimitBytes,
        @Nullable String lostSpool)
        implements Serializable {

    /** What this side does. */
    public enum Role {
        TCP_LISTENS("tcp", "tcp-listen"),
        TCP_CONNECTS("tcp", "tcp"),
        UDP_LISTENS("udp", "udp");

        private final String scheme;
        private final String folder;

        Role(String scheme, String folder) {
            this.scheme = scheme;
            this.folder = folder;
        }
    }

    private static final String LOOPBACK = "127.0.0.1";
    private static final String LISTEN = "listen";
    private static final String ACK = "ack";
    private static final String NUMBERED = "numbered";
    private static final String COMPRESSION = "compression";
    private static final String SPOOL_LIMIT = "spool-limit";
    private static final String LOST_SPOOL = "lost-spool";
    private static final List<String> TCP_NAMES =
            List.of(LISTEN, ACK, COMPRESSION, SPOOL_LIMIT, LOST_SPOOL);
    private static final List<String> UDP_NAMES =
            List.of(NUMBERED, COMPRESSION, SPOOL_LIMIT, LOST_SPOOL);

    /**
     * Understands a {@code tcp://} or {@code udp://} URI.
     *
     * @param spools the folder in which each address has a spool of its own
     * @throws IllegalArgumentException when it cannot be understood, in one line
     */
    public static SocketOptions of(String uri, Path spools) {
        boolean udp = uri.startsWith("udp:");
        String form = udp ? "udp://HOST:PORT" : "tcp://HOST:PORT, or tcp://HOST:PORT?listen";
        ServerUri server = ServerUri.parse(uri, form, udp ? UDP_NAMES : TCP_NAMES);
        UriParameters given = server.parameters();
        Role role =
                udp ? Role.UDP_LISTENS : given.has(LISTEN) ? Role.TCP_LISTENS : Role.TCP_CONNECTS;
        if (!server.path().isEmpty() || server.user().isPresent()) {
            throw new IllegalArgumentException(
                    "%s has more than a host and a port: write %s"
                            .formatted(ShownAddress.of(uri.split("[?]", 2)[0]), form));
        }
        int port =
                server.port()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s://%s has no port: write %s"
                                                        .formatted(
                                                                role.scheme,
                                                                server.authority(),
                                                                form)));
        String host = server.host();
        if (host.isEmpty() && role == Role.TCP_CONNECTS) {
            throw new IllegalArgumentException(
                    "tcp://:%d names no host to connect to: write tcp://HOST:%d, or tcp://:%d?listen"
                            .formatted(port, port, port));
        }
        host = host.isEmpty() ? LOOPBACK : host;
        return new SocketOptions(
                role,
                host,
                port,
                given.has(ACK),
                given.has(NUMBERED),
                given.value(COMPRESSION, Compression::ofParameter, "one of gz, zst, lz4, none")
                        .orElse(Compression.NONE),
                SocketLimits.DEFAULT,
                spools.resolve(folder(role, host, port)).toAbsolutePath().toString(),
                given.value(SPOOL_LIMIT, SocketOptions::limit, "a size of 16m or more, as 512m, 1g")
                        .orElse(SpoolOptions.LIMIT_BYTES),
                given.value(LOST_SPOOL, SocketOptions::id, "a spool's 32 hexadecimal digits")
                        .orElse(null));
    }

    private static String folder(Role role, String host, int port) {
        String name = host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.-]", "_");
        return "%s-%s-%d".formatted(role.folder, name, port);
    }

    private static long limit(String text) {
        long bytes = MemorySize.parse(text).getBytes();
        if (bytes < SpoolOptions.LIMIT_BYTES_MIN) {
            throw new IllegalArgumentException(text);
        }
        return bytes;
    }

    private static String id(String text) {
        if (!text.matches("[0-9a-f]{32}")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** Without parameters, as rejected records and messages name it. */
    String address() {
        String written = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "%s://%s:%d".formatted(role.scheme, written, port);
    }

    SocketOptions withLimits(SocketLimits given) {
        return new SocketOptions(
                role,
                host,
                port,
                acknowledge,
                numbered,
                compression,
                given,
                spool,
                spoolLimitBytes,
                lostSpool);
    }

    SpoolOptions spoolOptions(String job) {
        return SpoolOptions.of(Path.of(spool), job, spoolLimitBytes);
    }
}
