package io.oncestream.launcher.database;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.LocalPort;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL server below the state folder. All processes of a checkout share it: the first one
 * starts it, the last one to close it stops it, and one that a killed process left is taken over.
 * The data stays.
 */
public final class EmbeddedDatabase implements AutoCloseable {

    /** An address of the form that the server's has, for checks before it runs. */
    public static final String ANY_URL = PostgresServer.url(5432);

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);

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
            DatabaseUsers users =
                    DatabaseUsers.enter(folder, () -> startUnlessRunning(server, folder));
            int port = server.port().orElseThrow();
            return new EmbeddedDatabase(server, users, port);
        } catch (IOException e) {
            throw new FailureException(
                    "cannot use the embedded database in " + folder + ": " + RootCause.of(e), e);
        }
    }

    /** Its address, user included; it asks for no password. */
    String url() {
        return PostgresServer.url(port);
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
            users.leave(() -> server.stop(wait));
        } catch (IOException e) {
            LOG.warn("The embedded database may still run", e);
        }
    }

    private static void startUnlessRunning(PostgresServer server, Path folder) throws IOException {
        if (!server.answers()) {
            server.start(choosePort(folder));
        }
    }

    /** The port of the last time if it is free, so that a client's saved connection works again. */
    private static int choosePort(Path folder) throws IOException {
        OptionalInt last = LocalPort.last(folder);
        boolean again = last.isPresent() && LocalPort.isFree(last.getAsInt());
        return again ? last.getAsInt() : LocalPort.anyFree();
    }

    /** A connection for the launcher's own questions, with autocommit. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }
}
