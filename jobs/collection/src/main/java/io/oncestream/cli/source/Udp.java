package io.oncestream.cli.source;

import io.oncestream.function.InputReadings;
import java.util.List;

/** {@code udp:}. */
final class Udp implements SourceKind {

    @Override
    public String scheme() {
        return "udp:";
    }

    @Override
    public String form() {
        return "udp://HOST:PORT?numbered&compression=gz|zst|lz4&spool-limit=1g";
    }

    @Override
    public String description() {
        return "Datagrams of one line or more, one message each; HOST is an address of the machine"
                + " that runs the source, 127.0.0.1 when it is left out. With numbered each"
                + " datagram begins with a number, one higher each time, and a blank: the metric"
                + " datagramsLost counts the gaps, also those of a restart.";
    }

    @Override
    public String guarantee() {
        return "exactly once from the spool on; datagrams may be lost before, which is counted"
                + " where the sender numbers them.";
    }

    @Override
    public List<String> options() {
        return Sockets.OPTIONS;
    }

    @Override
    public List<String> required() {
        return Sockets.REQUIRED;
    }

    @Override
    public InputReadings readings(String uri, SourceSettings settings) {
        return Sockets.readings(uri, settings);
    }
}
