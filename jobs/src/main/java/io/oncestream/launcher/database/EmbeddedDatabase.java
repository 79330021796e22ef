package io.oncestream.launcher.database;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server below the state folder. All processes of a checkout share it: the first one
 * starts it, the last one to close it stops it, and one that a killed process left is taken over.
 * The data stays.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** An address of the form that the server's has, for checks before it runs. */
    public static final String ANY_URL = url(5432);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    private final PostgresServer server;
    private final DatabaseUsers users;
    private final int port;
    private boolean closed;

    private EmbeddedDatabase(PostgresServer server, DatabaseUsers users, int port) {
        this.server = server;
        this.users = users;
        this.port = port;
    }

    /**
     * Joins the running server or starts one.
     *
     * @throws FailureException when it does not come up
     */
    static EmbeddedDatabase open(Home home) {
        Path folder = home.folder("postgres");
        PostgresServer server =
                new PostgresServer(folder, home.folder("logs").resolve("postgres.log"));
        try {
            DatabaseUsers users = DatabaseUsers.enter(folder, () -> startUnlessRunning(server));
            int port = Postmaster.of(server.data()).map(Postmaster::port).orElseThrow();
            return new EmbeddedDatabase(server, users, port);
        } catch (IOException e) {
            throw new FailureException(
                    "cannot use the embedded database in " + folder + ": " + RootCause.of(e), e);
        }
    }

    /** Its address, user included; it asks for no password. */
    String url() {
        return url(port);
    }

    @Override
    public synchronized void close() {
        leave(true);
    }

    /** Like {@link #close()}, without waiting until the server is down. */
    synchronized void abandon() {
        leave(false);
    }

    private void leave(boolean wait) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            users.leave(() -> stop(wait));
        } catch (IOException e) {
            LOG.warn("The embedded database may still run", e);
        }
    }

    private void stop(boolean wait) throws IOException {
        Optional<Postmaster> running = Postmaster.of(server.data());
        if (running.isEmpty()) {
            return;
        }
        running.get().requestFastShutdown();
        long end = System.nanoTime() + STOP_MAX.toNanos();
        Path pidFile = Postmaster.pidFile(server.data());
        while (wait && Files.exists(pidFile) && running.get().isAlive()) {
            if (System.nanoTime() > end) {
                LOG.warn("PostgreSQL, process {}, takes long to stop", running.get().pid());
                return;
            }
            pause();
        }
    }

    private static void startUnlessRunning(PostgresServer server) throws IOException {
        if (!answers(server)) {
            server.start();
        }
    }

    /** Waits for a server that recovers; one that is shutting down ends within this wait. */
    private static boolean answers(PostgresServer server) throws IOException {
        long end = System.nanoTime() + ANSWER_MAX.toNanos();
        Optional<Postmaster> running = Postmaster.of(server.data());
        String problem = "";
        while (running.isPresent() && System.nanoTime() < end) {
            problem = problem(server, running.get().port());
            if (problem.isEmpty()) {
                return true;
            }
            pause();
            running = Postmaster.of(server.data());
        }
        if (running.isPresent()) {
            throw new FailureException(
                    "the embedded PostgreSQL, process %d, does not answer (%s): stop it with kill -INT %d and try again"
                            .formatted(running.get().pid(), problem, running.get().pid()));
        }
        return false;
    }

    private static String problem(PostgresServer server, int port) throws IOException {
        try (Connection connection = DriverManager.getConnection(url(port));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW data_directory")) {
            result.next();
            Path data = Path.of(result.getString(1));
            return Files.isSameFile(data, server.data()) ? "" : "port " + port + " is " + data;
        } catch (SQLException e) {
            LOG.debug("PostgreSQL does not answer yet", e);
            return RootCause.of(e);
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for the database", e);
        }
    }

    /** A connection for the launcher's own questions, with autocommit. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }
}
