package io.oncestream.testing;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.server.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A real PostgreSQL of a test's own, which can be killed and started again on its data. */
public record PostgresProcess(TestServer server) implements KillableDatabase {

    /** With these settings beside those of every server. */
    public static PostgresProcess start(Path folder, Map<String, String> settings)
            throws IOException, InterruptedException {
        return new PostgresProcess(
                TestServer.start(
                        folder,
                        (installation, place, name, port) ->
                                PostgresServer.start(installation, place, name, port, settings)));
    }

    public DatabaseAddress address(String user, String database) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s"
                        .formatted(server.port(), database, user),
                PasswordReference.ofEnvironment());
    }

    @Override
    public TestDatabase database() {
        return new TestDatabase(address("postgres", "postgres"));
    }
}
