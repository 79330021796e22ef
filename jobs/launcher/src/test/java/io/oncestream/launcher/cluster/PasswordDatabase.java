package io.oncestream.launcher.cluster;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database shop, of a user flink who has to know a password; the test itself needs none. */
final class PasswordDatabase implements AutoCloseable {

    private final EmbeddedPostgres server;

    private PasswordDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    static PasswordDatabase start(Path folder, String password) throws Exception {
        Path rules =
                Files.writeString(
                        folder.resolve("hba.conf"),
                        """
                        host all postgres 127.0.0.1/32 trust
                        host all all 127.0.0.1/32 scram-sha-256
                        """);
        PasswordDatabase database =
                new PasswordDatabase(
                        EmbeddedPostgres.builder()
                                .setServerConfig("listen_addresses", "127.0.0.1")
                                .setServerConfig("hba_file", rules.toString())
                                .start());
        TestDatabase administration = new TestDatabase(database.address("postgres", "postgres"));
        administration.execute("CREATE ROLE flink LOGIN PASSWORD '" + password + "'");
        administration.execute("CREATE DATABASE shop OWNER flink");
        return database;
    }

    /** Where the jobs write. */
    String url() {
        return address("flink", "shop").url();
    }

    /** Who sees what they have written. */
    TestDatabase shop() {
        return new TestDatabase(address("postgres", "shop"));
    }

    private DatabaseAddress address(String user, String name) {
        return new DatabaseAddress(
                "jdbc:postgresql://127.0.0.1:%d/%s?user=%s".formatted(server.getPort(), name, user),
                PasswordReference.ofEnvironment());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
