package io.oncestream.cli.source;

import io.oncestream.function.InputReadings;
import java.util.List;

/** {@code tcp:}. */
final class Tcp implements SourceKind {

    @Override
    public String scheme() {
        return "tcp:";
    }

    @Override
    public String form() {
        return "tcp://HOST:PORT?listen&ack&compression=gz|zst|lz4&spool-limit=1g";
    }

    @Override
    public String description() {
        return "Lines, one message each, of a server to connect to, or with listen of any number of"
                + " senders up to 1000 (about 30 with compression=lz4 or zst), more are sent"
                + " away and counted in the metric connectionsRefused; HOST is an address of the"
                + " machine that runs the source, 127.0.0.1 when it is left out. With ack a"
                + " sender is told how many of its lines are on disk and need not be sent"
                + " again.";
    }

    @Override
    public String guarantee() {
        return "exactly once from the spool on; until there at least once with ack, where senders"
                + " send again what was not acknowledged, and else at most once: what is not on"
                + " disk when the job stops or dies is lost.";
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
