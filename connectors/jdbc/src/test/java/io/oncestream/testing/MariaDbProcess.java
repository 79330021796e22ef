package io.oncestream.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real MariaDB server on loopback, of the binaries that the build has unpacked; user {@code root}
 * has no password. It can be killed and started again on its data.
 */
public final class MariaDbProcess implements KillableDatabase {
    private static final String VERSION = System.getProperty("mariadb-server.version", "11.4.5");

    private final Path binaries;
    private final Path folder;
    private final int port;
    private final List<String> options;
    private Process process;

    private MariaDbProcess(Path binaries, Path folder, int port, List<String> options) {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
        this.options = options;
    }

    /** Makes an empty server in this folder and starts it, with these options beside its own. */
    public static MariaDbProcess start(Path folder, String... options)
            throws IOException, InterruptedException {
        MariaDbProcess server =
                new MariaDbProcess(binaries(), folder, freePort(), List.of(options));
        server.initialize();
        server.start();
        return server;
    }

    public int port() {
        return port;
    }

    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=root".formatted(port, database);
    }

    @Override
    public TestDatabase database() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS test");
        }
        return new TestDatabase(
                new DatabaseAddress(url("test"), PasswordReference.ofEnvironment()));
    }

    @Override
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void start() throws IOException {
        process =
                command("--bind-address=127.0.0.1", "--port=" + port, "--skip-name-resolve")
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log()))
                        .start();
        boolean answered = false;
        try {
            Patience.await().until(this::answers);
            answered = true;
        } finally {
            if (!answered) {
                process.destroyForcibly();
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    private void initialize() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("data"));
        Files.createDirectories(folder.resolve("tmp"));
        Path sql = folder.resolve("initialize.sql");
        // The names begin with mariadb or, in older versions, with mysql. One statement a line.
        Files.writeString(
                sql,
                "CREATE DATABASE mysql;\nUSE mysql;\n"
                        + script("_system_tables.sql")
                        + script("_performance_tables.sql")
                        + script("_system_tables_data.sql"));
        Process bootstrap =
                command("--bootstrap")
                        .redirectInput(sql.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log()))
                        .start();
        if (!bootstrap.waitFor(Patience.LIMIT.toMinutes(), TimeUnit.MINUTES)
                || bootstrap.exitValue() != 0) {
            throw new IOException("MariaDB cannot prepare its data: " + log());
        }
    }

    private File log() {
        return folder.resolve("server.log").toFile();
    }

    private String script(String end) throws IOException {
        try (Stream<Path> files = Files.list(binaries.resolve("share"))) {
            Path script =
                    files.filter(file -> file.getFileName().toString().matches("[a-z]+" + end))
                            .findFirst()
                            .orElseThrow();
            return Files.readString(script, UTF_8) + "\n";
        }
    }

    private ProcessBuilder command(String... more) {
        List<String> words = new ArrayList<>();
        words.add(binaries.resolve("bin/mariadbd").toString());
        words.add("--no-defaults");
        words.add("--user=" + System.getProperty("user.name"));
        words.add("--basedir=" + binaries);
        words.add("--lc-messages-dir=" + binaries.resolve("share"));
        words.add("--datadir=" + folder.resolve("data"));
        // Each server removes the temporary tables in this folder when it starts, those of others
        // too: "Unknown table 'mysql.tmp_proxies_priv'".
        words.add("--tmpdir=" + folder.resolve("tmp"));
        words.add("--socket=");
        // It is written in full when it is made.
        words.add("--innodb-log-file-size=16M");
        // Unless the options say otherwise: a new certificate at each start takes seconds.
        words.add("--skip-ssl");
        words.add("--pid-file=" + folder.resolve("pid"));
        words.addAll(options);
        words.addAll(List.of(more));
        return new ProcessBuilder(words).directory(folder.toFile());
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("MariaDB does not start: " + log());
        }
        try (Connection connection = DriverManager.getConnection(url(""))) {
            return connection.isValid(5);
        } catch (SQLException notYet) {
            return false;
        }
    }

    /** Of the module of servers, as connectors and as jobs see it. */
    private static Path binaries() throws IOException {
        for (String module : List.of("../servers", "../../connectors/servers")) {
            Path unpacked = Path.of(module, "target", "mariadb-" + VERSION).toAbsolutePath();
            if (Files.isDirectory(unpacked)) {
                try (Stream<Path> files = Files.walk(unpacked)) {
                    Path server =
                            files.filter(file -> file.endsWith("bin/mariadbd"))
                                    .findFirst()
                                    .orElseThrow();
                    server.toFile().setExecutable(true);
                    return server.getParent().getParent().normalize();
                }
            }
        }
        throw new IOException("no MariaDB " + VERSION + ": mvn -P mariadb process-classes");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
