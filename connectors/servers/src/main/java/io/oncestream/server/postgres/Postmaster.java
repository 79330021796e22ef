package io.oncestream.server.postgres;

import io.oncestream.server.process.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that some process of this checkout started and that may still run.
 *
 * @param pid its process
 * @param port where it listens, 0 when it has not yet said so
 */
public record Postmaster(long pid, int port) {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);
    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** The server of this data folder, if its process lives. */
    public static Optional<Postmaster> of(Path dataFolder) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(pidFile(dataFolder));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Postmaster found = new Postmaster(number(lines, PID_LINE), (int) number(lines, PORT_LINE));
        return found.isAlive() && found.worksIn(dataFolder) ? Optional.of(found) : Optional.empty();
    }

    public static Path pidFile(Path dataFolder) {
        return dataFolder.resolve("postmaster.pid");
    }

    public boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("postgres"))
                .isPresent();
    }

    /** Fast shutdown: open sessions end, open transactions roll back, everything is flushed. */
    public void requestFastShutdown() throws IOException {
        // ProcessHandle.destroy() would be SIGTERM, which waits for every open session.
        Signals.send(pid, "INT");
    }

    /**
     * After a reboot its number may belong to any other program, hence the look at the command, or
     * to the server of another folder: each works in its own.
     */
    private boolean worksIn(Path dataFolder) throws IOException {
        Path workingFolder = Path.of("/proc/" + pid + "/cwd");
        try {
            return !Files.isReadable(workingFolder) || Files.isSameFile(workingFolder, dataFolder);
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    /** Why it cannot be used, as a query finds out; empty when it can. */
    public String problem(Path dataFolder) throws IOException {
        try (Connection connection = DriverManager.getConnection(PostgresServer.url(port));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW data_directory")) {
            result.next();
            Path found = Path.of(result.getString(1));
            boolean same = Files.isSameFile(found, dataFolder);
            return same ? "" : "port " + port + " is " + found;
        } catch (SQLException e) {
            LOG.debug("PostgreSQL does not answer yet", e);
            return String.valueOf(e.getMessage());
        }
    }

    private static long number(List<String> lines, int line) {
        try {
            return lines.size() <= line ? 0 : Long.parseLong(lines.get(line).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
