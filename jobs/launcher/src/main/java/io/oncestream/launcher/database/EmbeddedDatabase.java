package io.oncestream.launcher.database;

import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.RootCause;
import io.oncestream.launcher.home.Home;
import io.oncestream.server.postgres.PostgresServer;
import io.oncestream.server.process.LocalPort;
import io.oncestream.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
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

    private static final String NAME = "postgres";
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final Path folder;
    private final DatabaseUsers users;
    private final int port;
    private boolean closed;

    private EmbeddedDatabase(Path folder, DatabaseUsers users, int port) {
        this.folder = folder;
        this.users = users;
        this.port = port;
    }

    /**
     * Joins the running server or starts one.
     *
     * @throws FailureException when it does not come up
     */
    static EmbeddedDatabase open(Home home) {
        Path folder = home.folder(NAME);
        try {
            DatabaseUsers users =
                    DatabaseUsers.enter(folder, () -> startUnlessRunning(home, folder));
            return new EmbeddedDatabase(folder, users, LocalPort.last(folder).orElseThrow());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while waiting for the database", e);
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
            users.leave(() -> stop(wait));
        } catch (IOException e) {
            LOG.warn("The embedded database may still run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(boolean wait) throws IOException, InterruptedException {
        Optional<ServerProcess> server = ServerProcess.find(folder, NAME);
        if (server.isPresent()) {
            server.get().requestStop(PostgresServer.STOP_SIGNAL);
            if (wait && !server.get().awaitEnd(STOP_MAX)) {
                LOG.warn("PostgreSQL did not stop in time and was killed");
            }
        }
    }

    private static void startUnlessRunning(Home home, Path folder)
            throws IOException, InterruptedException {
        if (PostgresServer.running(folder, NAME).isEmpty()) {
            int port = choosePort(folder);
            // Before the process: whoever finds it finds its port too.
            LocalPort.remember(folder, port);
            PostgresServer.start(home.installation(), folder, NAME, port);
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
