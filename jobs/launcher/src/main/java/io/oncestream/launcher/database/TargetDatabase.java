package io.oncestream.launcher.database;

import io.oncestream.cli.NamedUrl;
import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.credential.ShownAddress;
import io.oncestream.connector.credential.UnreadablePassword;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database of a command: the embedded one, started when needed, or another by its URL. */
public final class TargetDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetDatabase.class);

    private final String name;
    private final DatabaseAddress address;
    private final @Nullable EmbeddedDatabase embedded;

    private TargetDatabase(
            String name, DatabaseAddress address, @Nullable EmbeddedDatabase embedded) {
        this.name = name;
        this.address = address;
        this.embedded = embedded;
    }

    /**
     * Another database; connects only when asked to.
     *
     * @throws UsageException for a URL that cannot be used, such as one with a password in it
     */
    public static TargetDatabase at(String url, Optional<String> passwordFile) {
        return at(new NamedUrl("db", url), passwordFile);
    }

    /** The same of one among several. */
    static TargetDatabase at(NamedUrl database, Optional<String> passwordFile) {
        PasswordReference password =
                passwordFile
                        .map(PasswordReference::ofFile)
                        .orElseGet(PasswordReference::ofEnvironment);
        try {
            return new TargetDatabase(
                    database.name(), new DatabaseAddress(database.url(), password), null);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage());
        }
    }

    public static TargetDatabase embedded(Home home) {
        EmbeddedDatabase server = EmbeddedDatabase.open(home);
        PasswordReference none = PasswordReference.ofEnvironment();
        return new TargetDatabase("embedded", new DatabaseAddress(server.url(), none), server);
    }

    /**
     * Connects once, before anything is started that would try for minutes.
     *
     * @throws FailureException when there is no such database, or it does not let this user in
     */
    public void checkReachable() {
        try (Connection connection = connect()) {
            LOG.debug("Reached {}", connection);
        } catch (SQLException e) {
            throw new FailureException(
                    "--to %s: %s".formatted(ShownAddress.of(url()), SqlMessage.of(e)), e);
        }
    }

    /** What it is called among those of its job. */
    public String name() {
        return name;
    }

    public DatabaseAddress address() {
        return address;
    }

    public String url() {
        return address.url();
    }

    /** As {@link #url}, without what may be a password. */
    public String shownUrl() {
        return ShownAddress.of(url());
    }

    /**
     * Connects; the caller closes it.
     *
     * @throws FailureException when there is no password to be found
     */
    public Connection connect() throws SQLException {
        try {
            return address.connect();
        } catch (UnreadablePassword e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Lets go at once, without waiting for anything. */
    public void abandon() {
        if (embedded != null) {
            embedded.abandon();
        }
    }

    @Override
    public void close() {
        if (embedded != null) {
            embedded.close();
        }
    }
}
