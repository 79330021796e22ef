package io.oncestream.launcher.produce;

import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.connector.source.ServerUri;
import java.net.InetSocketAddress;
import java.util.List;

/** Where a {@code tcp:} or {@code udp:} URI leads to. */
public final class SocketAddresses {

    private static final String LOOPBACK = "127.0.0.1";

    private SocketAddresses() {}

    /**
     * The host and the port, found or not.
     *
     * @param form how the URI should be written, for the error
     * @param parameters the names of those that there are; what they say is not looked at
     * @throws IllegalArgumentException for what has no port, in one line
     */
    static InetSocketAddress of(String uri, String form, List<String> parameters) {
        ServerUri server = ServerUri.parse(uri, form, parameters);
        int port =
                server.port()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "%s has no port: write %s"
                                                        .formatted(ShownAddress.of(uri), form)));
        String host = server.host().isEmpty() ? LOOPBACK : server.host();
        return new InetSocketAddress(host, port);
    }

    /** The same of a host that is there; for datagrams, which nobody waits for. */
    public static InetSocketAddress resolved(String uri, String form, List<String> parameters) {
        InetSocketAddress address = of(uri, form, parameters);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(ShownAddress.of(uri) + ": there is no such host");
        }
        return address;
    }
}
