package io.oncestream.launcher.cluster;

import io.oncestream.testing.PostgresProcess;
import io.oncestream.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A database shop, of a user flink who has to know a password; the test itself needs none. */
record PasswordDatabase(PostgresProcess server) implements AutoCloseable {

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
                        PostgresProcess.start(
                                folder.resolve("postgres"), Map.of("hba_file", rules.toString())));
        TestDatabase administration = database.server.database();
        administration.execute("CREATE ROLE flink LOGIN PASSWORD '" + password + "'");
        administration.execute("CREATE DATABASE shop OWNER flink");
        return database;
    }

    /** Where the jobs write. */
    String url() {
        return server.address("flink", "shop").url();
    }

    /** Who sees what they have written. */
    TestDatabase shop() {
        return new TestDatabase(server.address("postgres", "shop"));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        server.close();
    }
}
