package io.oncestream.connector.jdbc.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A script that the clients of the databases run too, one for each kind of database. */
public final class SqlScript {
    private SqlScript() {}

    /** Runs {@code postgresql.sql} or {@code mariadb.sql}, which lies beside a class. */
    public static void run(Connection connection, Class<?> neighbour) throws SQLException {
        String file = isPostgres(connection) ? "postgresql.sql" : "mariadb.sql";
        try (Statement statement = connection.createStatement()) {
            for (String sql : read(file, neighbour).split("(?m)^(DELIMITER .*|//)$", -1)) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    private static String read(String file, Class<?> neighbour) {
        try (InputStream in = Objects.requireNonNull(neighbour.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a connection's server is PostgreSQL; else it is MariaDB or MySQL. */
    public static boolean isPostgres(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }
}
