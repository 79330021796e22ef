package io.oncestream.launcher;

import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.PasswordReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The database of a command: the embedded one, started when needed, or another by its URL. */
final class TargetDatabase implements AutoCloseable {

    private final DatabaseAddress address;
    private final @Nullable EmbeddedDatabase embedded;

    private TargetDatabase(DatabaseAddress address, @Nullable EmbeddedDatabase embedded) {
        this.address = address;
        this.embedded = embedded;
    }

    /**
     * Another database; connects only when asked to.
     *
     * @throws UsageException for a URL that cannot be used, such as one with a password in it
     */
    static TargetDatabase at(String url, Optional<String> passwordFile) {
        PasswordReference password =
                passwordFile
                        .map(PasswordReference::ofFile)
                        .orElseGet(PasswordReference::ofEnvironment);
        try {
            return new TargetDatabase(new DatabaseAddress(url, password), null);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--to: " + e.getMessage());
        }
    }

    static TargetDatabase embedded(Home home) {
        EmbeddedDatabase server = EmbeddedDatabase.open(home);
        PasswordReference none = PasswordReference.ofEnvironment();
        return new TargetDatabase(new DatabaseAddress(server.url(), none), server);
    }

    String url() {
        return address.url();
    }

    Connection connect() throws SQLException {
        return address.connect();
    }

    /** Lets go at once, without waiting for anything. */
    void abandon() {
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
