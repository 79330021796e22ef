package io.oncestream.server.postgres;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL calls its data directory, and what has to be right about it before a start.
 *
 * @param server the server's folder, which it is in
 */
record PostgresData(Path server) {

    private static final int STATUS_LINE = 7;

    Path folder() {
        return server.resolve("data");
    }

    /** Not so what a killed initialization left behind. */
    boolean isWhole() {
        return Files.exists(mark()) && Files.exists(folder());
    }

    void markWhole() throws IOException {
        Files.writeString(mark(), "");
    }

    private Path mark() {
        return server.resolve("initialized");
    }

    void clear() throws IOException {
        Files.deleteIfExists(mark());
        Folders.delete(folder());
    }

    void checkVersion(String major) throws IOException {
        String made = Files.readString(folder().resolve("PG_VERSION")).strip();
        if (!made.equals(major)) {
            throw new ServerException(
                    "%s was made by PostgreSQL %s and this is PostgreSQL %s: move that folder away to start with an empty database, or copy its tables with the older release first"
                            .formatted(folder(), made, major));
        }
    }

    /** Whether this process says that it takes connections, in the file that pg_ctl reads too. */
    boolean isServedBy(long pid) throws IOException {
        List<String> lines = lines();
        return lines.size() > STATUS_LINE
                && lines.get(0).equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /**
     * After a reboot the number of the last server may be another program's, or another folder's
     * server's, which PostgreSQL would take for one that uses this data. Otherwise it finds out
     * itself whether anybody still does, and refuses to start then.
     */
    void forgetOthers() throws IOException {
        List<String> lines = lines();
        if (!lines.isEmpty() && lines.get(0).matches("[0-9]{1,18}")) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(lines.get(0)));
            if (process.isPresent() && !worksHere(process.get())) {
                Files.delete(pidFile());
            }
        }
    }

    /** A server works in its data directory. */
    private boolean worksHere(ProcessHandle process) throws IOException {
        Path workingFolder = Path.of("/proc/" + process.pid() + "/cwd");
        try {
            return process.info().command().filter(it -> it.endsWith("/postgres")).isPresent()
                    && (!Files.isReadable(workingFolder)
                            || Files.isSameFile(workingFolder, folder()));
        } catch (NoSuchFileException ended) {
            return false;
        }
    }

    private Path pidFile() {
        return folder().resolve("postmaster.pid");
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(pidFile());
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
