package io.oncestream.bench.measure;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers of a benchmark, each in a folder of its own, which end with it. */
public final class Servers implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final Installation installation;
    private final Path folder;
    private final List<Runnable> stops = new ArrayList<>();

    /** In folders below this one. */
    public Servers(Installation installation, Path folder) {
        this.installation = installation;
        this.folder = folder;
    }

    /** A server that runs. */
    public record Server(int port, long pid) {}

    /**
     * Starts one, in the place of what a run that was killed has left.
     *
     * @param stopSignal what asks it to end
     */
    public Server start(String name, Starter starter, String stopSignal)
            throws IOException, InterruptedException {
        stopLeft(name, stopSignal);
        int port = LocalPort.anyFree();
        ServerProcess server = starter.start(installation, folder.resolve(name), name, port);
        stops.add(() -> stop(server, stopSignal));
        return new Server(port, server.pid());
    }

    /**
     * The same without its data: a client that was killed may have left transactions in doubt,
     * which outlive the server too.
     */
    public Server startEmpty(String name, Starter starter, String stopSignal)
            throws IOException, InterruptedException {
        stopLeft(name, stopSignal);
        Folders.delete(folder.resolve(name));
        return start(name, starter, stopSignal);
    }

    /** Ends one that a run which was killed has left, if any. */
    public void stopLeft(String name, String stopSignal) throws IOException {
        ServerProcess.find(folder.resolve(name), name)
                .filter(ServerProcess::isAlive)
                .ifPresent(left -> stop(left, stopSignal));
    }

    private static void stop(ServerProcess server, String signal) {
        try {
            server.requestStop(signal);
            server.awaitEnd(STOP_MAX);
        } catch (IOException | InterruptedException e) {
            LOG.warn("{} may still run", server.name(), e);
        }
    }

    @Override
    public void close() {
        stops.forEach(Runnable::run);
    }
}
