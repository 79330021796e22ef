package io.oncestream.cli.source;

import io.oncestream.connector.source.socket.SocketOptions;
import io.oncestream.connector.source.socket.SocketReadings;
import io.oncestream.function.InputReadings;
import java.util.List;

/** What {@code tcp:} and {@code udp:} have in common. */
final class Sockets {

    static final List<String> OPTIONS = SourceKind.ofMessages("--spool");
    static final List<String> REQUIRED = List.of("--time", "--value", "--spool");

    private Sockets() {}

    static InputReadings readings(String uri, SourceSettings settings) {
        SocketOptions options = SocketOptions.of(uri, settings.spools().get());
        return InputReadings.live(
                SocketReadings.source(options, settings.messages().get()),
                settings.outOfOrder(),
                settings.idleAfter());
    }
}
