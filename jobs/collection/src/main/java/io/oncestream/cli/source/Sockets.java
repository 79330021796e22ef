package io.oncestream.cli.source;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.socket.SocketOptions;
import io.oncestream.connector.source.socket.SocketRecords;
import io.oncestream.function.Input;
import java.util.List;

/** {@code tcp:} and {@code udp:}, which differ in words alone. */
record Sockets(String scheme, String form, String description, String guarantee)
        implements SourceKind {

    static final Sockets TCP =
            new Sockets(
                    "tcp:",
                    "tcp://HOST:PORT?listen&ack&compression=gz|zst|lz4&spool-limit=1g",
                    "Lines, one message each, of a server to connect to, or with listen of any"
                        + " number of senders up to 1000 (about 30 with compression=lz4 or zst),"
                        + " more are sent away and counted in the metric connectionsRefused; HOST"
                        + " is an address of the machine that runs the source, 127.0.0.1 when it is"
                        + " left out. With ack a sender is told how many of its lines are on disk"
                        + " and need not be sent again.",
                    "exactly once from the spool on; until there at least once with ack, where"
                        + " senders send again what was not acknowledged, and else at most once:"
                        + " what is not on disk when the job stops or dies is lost.");

    static final Sockets UDP =
            new Sockets(
                    "udp:",
                    "udp://HOST:PORT?numbered&compression=gz|zst|lz4&spool-limit=1g",
                    "Datagrams of one line or more, one message each; HOST is an address of the"
                        + " machine that runs the source, 127.0.0.1 when it is left out. With"
                        + " numbered each datagram begins with a number, one higher each time, and"
                        + " a blank: the metric datagramsLost counts the gaps, also those of a"
                        + " restart.",
                    "exactly once from the spool on; datagrams may be lost before, which is counted"
                            + " where the sender numbers them.");

    @Override
    public String form(RecordOptions<?> records) {
        return form;
    }

    @Override
    public String description(RecordOptions<?> records) {
        return description;
    }

    @Override
    public List<String> options() {
        return SourceKind.with("--spool");
    }

    @Override
    public List<String> required() {
        return List.of("--spool");
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        SocketOptions options = SocketOptions.of(uri, settings.spools());
        MessageDecoder<T> decoder = settings.messages();
        return settings.live(SocketRecords.source(options, decoder), decoder);
    }
}
