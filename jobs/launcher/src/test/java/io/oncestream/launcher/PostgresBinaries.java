package io.oncestream.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** PostgreSQL's binaries, unpacked once for all tests; every home would unpack its own. */
public final class PostgresBinaries {

    private static final Path SHARED = Path.of("target", "postgres-binaries").toAbsolutePath();

    private PostgresBinaries() {}

    /** For the embedded server and for the service of a state folder without either. */
    public static void shareWith(Path state) throws IOException {
        Files.createDirectories(SHARED);
        for (String server : new String[] {"postgres", "services/postgres"}) {
            Path folder = Files.createDirectories(state.resolve(server));
            Files.createSymbolicLink(folder.resolve("binaries"), SHARED);
        }
    }
}
