package io.oncestream.cli;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.StartPolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a job's tables are. A password is in a file or in the environment, never in an option. */
public final class DatabaseOptions {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "The database of the result tables, as"
                            + " jdbc:postgresql://HOST/DATABASE?user=USER. The password comes from"
                            + " --password-file or from the environment variable"
                            + " ONCESTREAM_DB_PASSWORD, and is refused in the URL.")
    private String to = "";

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description =
                    "A file with the database password; every TaskManager reads it at this path.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--fresh",
            description =
                    "Empty this job's tables when they hold an earlier run's rows; without it such"
                            + " a start is refused.")
    private boolean fresh;

    /**
     * The database, not connected to.
     *
     * @throws IllegalArgumentException when the URL names no known database or holds a password
     */
    public DatabaseAddress address() {
        return new DatabaseAddress(
                to,
                passwordFile == null
                        ? PasswordReference.ofEnvironment()
                        : PasswordReference.ofFile(passwordFile.toAbsolutePath().toString()));
    }

    public StartPolicy startPolicy() {
        return fresh ? StartPolicy.EMPTY : StartPolicy.REFUSE;
    }
}
