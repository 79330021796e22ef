package io.oncestream.server.mariadb;

import io.oncestream.server.process.Installation;
import io.oncestream.server.process.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server's binaries, which the build has unpacked.
 *
 * @param home the folder with bin/ and share/
 */
record MariaDbBinaries(Path home) {

    private static final String SERVER = "bin/mariadbd";

    static MariaDbBinaries of(Installation installation) throws IOException {
        try (Stream<Path> files = Files.walk(installation.mariaDb())) {
            Path server = files.filter(file -> file.endsWith(SERVER)).findFirst().orElseThrow();
            if (!server.toFile().setExecutable(true)) {
                throw new ServerException("cannot make %s executable".formatted(server));
            }
            return new MariaDbBinaries(server.resolve("../..").normalize());
        }
    }

    Path server() {
        return home.resolve(SERVER);
    }

    Path messages() {
        return home.resolve("share");
    }

    /** What fills an empty data folder, one statement a line; root has no password. */
    String initialization(String database) throws IOException {
        StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
        for (String part :
                List.of("_system_tables", "_performance_tables", "_system_tables_data")) {
            sql.append(Files.readString(script(part + ".sql"))).append('\n');
        }
        return sql.append("CREATE DATABASE ")
                .append(database)
                .append(" CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;\n")
                .toString();
    }

    /** Their names begin with mariadb or, in older versions, with mysql. */
    private Path script(String end) throws IOException {
        try (Stream<Path> files = Files.list(messages())) {
            return files.filter(file -> file.getFileName().toString().matches("[a-z]+" + end))
                    .findFirst()
                    .orElseThrow(() -> new ServerException("no *" + end + " in " + messages()));
        }
    }
}
