package io.oncestream.connector.jdbc;

import io.oncestream.connector.jdbc.database.Dialect;
import io.oncestream.connector.jdbc.mariadb.MariaDbDialect;
import io.oncestream.connector.jdbc.mariadb.MySqlDriver;
import io.oncestream.connector.jdbc.postgres.PostgresDialect;

/** The databases that a sink can write. */
public final class Dialects {
    private Dialects() {}

    /**
     * The dialect of a JDBC URL.
     *
     * @throws IllegalArgumentException when no dialect knows the URL
     */
    public static Dialect of(String url) {
        if (url.startsWith("jdbc:postgresql:")) {
            return new PostgresDialect();
        }
        if (url.startsWith("jdbc:mariadb:")) {
            return new MariaDbDialect(MySqlDriver.MARIADB);
        }
        if (url.startsWith("jdbc:mysql:")) {
            return new MariaDbDialect(MySqlDriver.MYSQL);
        }
        throw new IllegalArgumentException(
                "unknown kind of database, the URL must start with jdbc:postgresql:, jdbc:mariadb:"
                        + " or jdbc:mysql:, such as"
                        + " jdbc:postgresql://HOST:5432/DATABASE?user=USER or"
                        + " jdbc:mariadb://HOST:3306/DATABASE?user=USER");
    }
}
