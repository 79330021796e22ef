package io.oncestream.launcher.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server that some process of this checkout started and that may still run.
 *
 * @param pid its process
 * @param port where it listens, 0 when it has not yet said so
 */
record Postmaster(long pid, int port) {

    private static final int PID_LINE = 0;
    private static final int PORT_LINE = 3;

    /** The server of this data folder, if its process lives. */
    static Optional<Postmaster> of(Path dataFolder) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(pidFile(dataFolder));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        Postmaster found = new Postmaster(number(lines, PID_LINE), (int) number(lines, PORT_LINE));
        return found.isAlive() ? Optional.of(found) : Optional.empty();
    }

    static Path pidFile(Path dataFolder) {
        return dataFolder.resolve("postmaster.pid");
    }

    /** After a reboot its number may belong to any other program, hence the look at the command. */
    boolean isAlive() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().command())
                .filter(command -> Path.of(command).endsWith("postgres"))
                .isPresent();
    }

    /** Fast shutdown: open sessions end, open transactions roll back, everything is flushed. */
    void requestFastShutdown() throws IOException {
        // ProcessHandle.destroy() would be SIGTERM, which waits for every open session.
        new ProcessBuilder("sh", "-c", "kill -INT \"$0\"", Long.toString(pid))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long number(List<String> lines, int line) {
        try {
            return lines.size() <= line ? 0 : Long.parseLong(lines.get(line).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
