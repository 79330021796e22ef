package io.oncestream.testing;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;

/**
 * One real MariaDB for all tests of this JVM; each test takes a database of its own. The server has
 * the defaults of the distribution: the charset of a new database is latin1, its zone the system's.
 */
public final class MariaDbServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final MariaDbProcess SERVER = start();

    private MariaDbServer() {}

    private static MariaDbProcess start() {
        try {
            Path folder = Files.createTempDirectory("mariadb");
            MariaDbProcess server = MariaDbProcess.start(folder);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void end(MariaDbProcess server, Path folder) {
        try {
            server.kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        FileUtils.deleteQuietly(folder.toFile());
    }

    public static TestDatabase newDatabase() throws SQLException {
        String name = "test" + DATABASES.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(SERVER.url(""));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " CHARACTER SET latin1");
        }
        return new TestDatabase(
                new DatabaseAddress(SERVER.url(name), PasswordReference.ofEnvironment()));
    }

    public static int port() {
        return SERVER.port();
    }
}
