package io.oncestream.server.postgres;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.Installation;
import io.oncestream.server.process.ServerException;
import io.oncestream.server.process.ServerProcess;
import io.oncestream.server.process.ServerStart;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A PostgreSQL server. It asks its user {@code postgres} for no password. */
public final class PostgresServer {

    /**
     * Asks for a fast shutdown: open sessions end, open transactions roll back, everything is
     * flushed. On SIGTERM it would wait for every open session.
     */
    public static final String STOP_SIGNAL = "INT";

    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;
    private static final long LOG_BYTES_MAX = 1 << 20;
    private static final Pattern ERROR = Pattern.compile("(?:FATAL|error): +(.*)");

    private final PostgresBinaries binaries;
    private final Path folder;
    private final PostgresData data;
    private final ServerStart server;

    private PostgresServer(PostgresBinaries binaries, Path folder, String name) {
        this.binaries = binaries;
        this.folder = folder;
        this.data = new PostgresData(folder);
        this.server = new ServerStart("PostgreSQL", folder, name, ERROR);
    }

    /** As {@link Starter} says. */
    public static ServerProcess start(Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        return start(installation, folder, name, port, Map.of());
    }

    /** One of several on a machine, with little memory and disk. */
    public static ServerProcess startSmall(
            Installation installation, Path folder, String name, int port)
            throws IOException, InterruptedException {
        Map<String, String> small =
                Map.of("shared_buffers", "16MB", "min_wal_size", "32MB", "max_wal_size", "128MB");
        return start(installation, folder, name, port, small);
    }

    /** With more of the server's settings, which count before those of every server. */
    public static ServerProcess start(
            Installation installation,
            Path folder,
            String name,
            int port,
            Map<String, String> settings)
            throws IOException, InterruptedException {
        PostgresBinaries binaries = PostgresBinaries.of(installation);
        return new PostgresServer(binaries, Folders.make(folder), name).start(port, settings);
    }

    /** Its address, user included. */
    public static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /**
     * The server that runs in a folder, if any. Waits for one that starts or recovers; one that is
     * shutting down ends within this wait.
     *
     * @throws ServerException when its process lives and does not serve
     */
    public static Optional<ServerProcess> running(Path folder, String name)
            throws IOException, InterruptedException {
        PostgresData data = new PostgresData(folder);
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        Optional<ServerProcess> found = ServerProcess.find(folder, name);
        while (found.filter(ServerProcess::isAlive).isPresent()) {
            long pid = found.get().pid();
            if (data.isServedBy(pid)) {
                return found;
            }
            if (System.nanoTime() > end) {
                throw new ServerException(
                        "PostgreSQL in %s, process %d, does not serve: stop it with kill -INT %d and try again"
                                .formatted(folder, pid, pid));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return Optional.empty();
    }

    private ServerProcess start(int port, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!data.isWhole()) {
            data.clear();
            server.prepare("initialize", initialization());
            data.markWhole();
        }
        data.checkVersion(binaries.major());
        data.forgetOthers();
        if (Files.exists(server.log()) && Files.size(server.log()) > LOG_BYTES_MAX) {
            Files.delete(server.log());
        }
        return server.start(
                command(port, settings),
                Map.of(),
                log ->
                        data.isServedBy(
                                ServerProcess.find(folder, server.name()).orElseThrow().pid()));
    }

    private List<String> initialization() throws IOException, InterruptedException {
        return binaries.command(
                "initdb",
                List.of(
                        "--pgdata=" + data.folder(),
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF-8",
                        // The same order of text on every machine, by code point.
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
    }

    private List<String> command(int port, Map<String, String> more)
            throws IOException, InterruptedException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", Integer.toString(port));
        settings.put("listen_addresses", "127.0.0.1");
        // No socket file: its path could be too long, and /tmp is everyone's.
        settings.put("unix_socket_directories", "");
        settings.put("max_connections", "300");
        settings.put("timezone", "UTC");
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.putAll(more);
        List<String> arguments = new ArrayList<>(List.of("-D", data.folder().toString()));
        settings.forEach((key, value) -> arguments.addAll(List.of("-c", key + "=" + value)));
        // It logs to its standard error, which is appended to here.
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >>\"$0\" 2>&1"));
        words.add(server.log().toString());
        words.addAll(binaries.command("postgres", arguments));
        return words;
    }
}
