package io.oncestream.server.postgres;

import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL server with all that it writes in one folder, on the loopback interface only. */
public final class PostgresServer {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final Path folder;
    private final Path data;
    private final Path log;

    public PostgresServer(Path folder, Path log) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.log = log;
    }

    /** Its address, user included; it asks for no password. */
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    public Path data() {
        return data;
    }

    /** Where it listens, if it lives. */
    public OptionalInt port() throws IOException {
        return Postmaster.of(data)
                .map(running -> OptionalInt.of(running.port()))
                .orElse(OptionalInt.empty());
    }

    /** The process of the server, if it lives. */
    public OptionalLong pid() throws IOException {
        return Postmaster.of(data)
                .map(running -> OptionalLong.of(running.pid()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Starts the server and waits until it answers. It must not run yet.
     *
     * @throws ServerException when it does not come up
     */
    public void start(int port) throws IOException {
        PostgresData files = new PostgresData(folder, data);
        files.prepare(log);
        new PostgresStart(folder, data, log).start(port);
        files.markInitialized();
        LocalPort.remember(folder, port);
    }

    /**
     * Whether it runs. Waits for one that recovers; one that is shutting down ends within this
     * wait.
     *
     * @throws ServerException when its process lives and does not answer
     */
    public boolean answers() throws IOException {
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        Optional<Postmaster> running = Postmaster.of(data);
        String problem = "";
        while (running.isPresent() && System.nanoTime() < end) {
            problem = running.get().problem(data);
            if (problem.isEmpty()) {
                return true;
            }
            PostgresStart.pause();
            running = Postmaster.of(data);
        }
        if (running.isPresent()) {
            throw new ServerException(
                    "PostgreSQL in %s, process %d, does not answer (%s): stop it with kill -INT %d and try again"
                            .formatted(data, running.get().pid(), problem, running.get().pid()));
        }
        return false;
    }

    /**
     * Stops it fast: open sessions end, open transactions roll back, everything is flushed.
     *
     * @param wait until it has ended, or for half a minute
     */
    public void stop(boolean wait) throws IOException {
        Optional<Postmaster> running = Postmaster.of(data);
        if (running.isEmpty()) {
            return;
        }
        running.get().requestFastShutdown();
        long end = System.nanoTime() + STOP_MAX.toNanos();
        Path pidFile = Postmaster.pidFile(data);
        while (wait && Files.exists(pidFile) && running.get().isAlive()) {
            if (System.nanoTime() > end) {
                LOG.warn("PostgreSQL, process {}, takes long to stop", running.get().pid());
                return;
            }
            PostgresStart.pause();
        }
    }
}
