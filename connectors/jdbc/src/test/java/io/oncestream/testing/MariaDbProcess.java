package io.oncestream.testing;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.server.mariadb.MariaDbServer;
import io.oncestream.server.process.Starter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real MariaDB of a test's own, which can be killed and started again on its data. */
public record MariaDbProcess(TestServer server) implements KillableDatabase {

    /** With these options beside those of every server. */
    public static MariaDbProcess start(Path folder, String... options)
            throws IOException, InterruptedException {
        return new MariaDbProcess(TestServer.start(folder, starter(options)));
    }

    static Starter starter(String... options) {
        // It is written in full when it is made.
        List<String> all = new ArrayList<>(List.of("--innodb-log-file-size=16M"));
        all.addAll(List.of(options));
        return (installation, place, name, port) ->
                MariaDbServer.start(installation, place, name, port, all);
    }

    public String url(String database) {
        return "jdbc:mariadb://127.0.0.1:%d/%s?user=root".formatted(port(), database);
    }

    @Override
    public TestDatabase database() throws SQLException {
        return newDatabase("IF NOT EXISTS test", "test");
    }

    TestDatabase newDatabase(String definition, String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + definition);
        }
        return new TestDatabase(new DatabaseAddress(url(name), PasswordReference.ofEnvironment()));
    }
}
