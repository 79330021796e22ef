package io.oncestream.testing;

import io.oncestream.connector.jdbc.DatabaseAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** The databases that a test of a sink runs on. */
public enum DatabaseKind {
    POSTGRES,
    MARIADB;

    static DatabaseKind of(DatabaseAddress address) {
        return address.url().startsWith("jdbc:postgresql:") ? POSTGRES : MARIADB;
    }

    /** An empty database on the server of this JVM. */
    public TestDatabase newDatabase() throws SQLException {
        return this == POSTGRES ? PostgresServer.newDatabase() : MariaDbServer.newDatabase();
    }

    /** A server that a test may kill, with all its files in this folder. */
    public KillableDatabase newServer(Path folder) throws IOException, InterruptedException {
        return this == POSTGRES
                ? PostgresProcess.start(folder, Map.of())
                : MariaDbProcess.start(folder);
    }

    /** Where that server listens, on loopback. */
    public int port() {
        return this == POSTGRES ? PostgresServer.port() : MariaDbServer.port();
    }

    /** What of the two is meant. */
    public <T> T choose(T postgres, T mariaDb) {
        return this == POSTGRES ? postgres : mariaDb;
    }
}
