package io.oncestream.connector.jdbc;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.connector.jdbc.database.Backoff;
import io.oncestream.connector.jdbc.database.DatabaseSession;
import io.oncestream.connector.jdbc.database.Dialect;
import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.jspecify.annotations.Nullable;

/**
 * A database: its JDBC URL, with the user in it, and where its password is.
 *
 * @param url for example {@code jdbc:postgresql://localhost:5432/shop?user=flink}, or {@code
 *     jdbc:mariadb://localhost:3306/shop?user=flink}
 */
public record DatabaseAddress(String url, PasswordReference password) implements Serializable {

    /** Of the database, a second one, of a key or a trust store. */
    private static final Pattern PASSWORD_PARAMETER =
            Pattern.compile(
                    "[?&;,(]\\s*\\w*(password|passwd|pwd)\\d*\\s*=", Pattern.CASE_INSENSITIVE);

    /**
     * Before the host, with or without slashes in front; the password may have a slash, a question
     * mark or an @ in it. An @ in a parameter's value with a slash behind it is written %40.
     */
    private static final Pattern PASSWORD_BEFORE_HOST =
            Pattern.compile(
                    "^jdbc:\\w+:[^?]*:[^?]+@|//[^@]*:[^@]*@[^/&?]*/|//[^@=]*:[^@=]*@[^/&?]*(\\?|$)");

    /**
     * Throws {@link IllegalArgumentException} for a URL of an unknown database, or with a password
     * in it; the message never repeats a password.
     */
    public DatabaseAddress {
        if (PASSWORD_BEFORE_HOST.matcher(url).find()
                || PASSWORD_PARAMETER.matcher(url).find()
                || PASSWORD_PARAMETER.matcher(decoded(url)).find()) {
            throw new IllegalArgumentException(
                    "a database URL must not hold a password, since URLs end up in logs and web"
                            + " pages: give it by --password-file FILE or in the environment"
                            + " variable "
                            + PasswordReference.DEFAULT_VARIABLE);
        }
        Dialects.of(url);
    }

    /** As MySQL's driver reads it, the names of parameters included. */
    private static String decoded(String url) {
        try {
            return URLDecoder.decode(url, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return url;
        }
    }

    /** How to speak to this kind of database. */
    public Dialect dialect() {
        return Dialects.of(url);
    }

    /** What a sink does its work in; the caller closes it. */
    public DatabaseSession session(Backoff backoff, Runnable onRetry) {
        return new DatabaseSession(
                ShownAddress.of(url), this::connect, dialect(), backoff, onRetry);
    }

    /** A new connection, in the driver's default state; the caller closes it. */
    public Connection connect() throws SQLException {
        Dialect dialect = dialect();
        JdbcConnectionOptions.JdbcConnectionOptionsBuilder options =
                new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(url)
                        .withDriverName(dialect.driver());
        dialect.connectionDefaults().forEach(options::withProperty);
        @Nullable String secret = password.readFor(url);
        if (secret != null) {
            options.withPassword(secret);
        }
        // flink-connector-jdbc finds drivers in the user's jar, where DriverManager does not look.
        // Its sink is another matter: in 4.0.0-2.0 the exactly-once writer commits while the
        // snapshot is taken, before the checkpoint is complete.
        SimpleJdbcConnectionProvider provider = new SimpleJdbcConnectionProvider(options.build());
        try {
            return provider.getOrEstablishConnection();
        } catch (ClassNotFoundException e) {
            throw new SinkFailure(
                    "no JDBC driver %s on the class path: put its jar into the lib folder of the Flink"
                                    .formatted(dialect.driver())
                            + " cluster"
                            + (url.startsWith("jdbc:mysql:")
                                    ? ", or write jdbc:mariadb: in place of jdbc:mysql:, whose"
                                            + " driver is here"
                                    : ""),
                    e);
        }
    }
}
