package io.oncestream.cli;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.jdbc.DatabaseAddress;
import io.oncestream.connector.jdbc.StartPolicy;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Where a job's tables are. A password is in a file or in the environment, never in an option. */
public final class DatabaseOptions implements DependentOptions {

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description =
                    "The database of the result tables, as"
                            + " jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER. The password comes from"
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

    @Option(
            names = "--allow-rewind",
            description =
                    "With --resume: when the tables hold rows of later checkpoints than the one"
                            + " resumed from, remove these first, as the job will write them"
                            + " again; without it such a start is refused. The later checkpoints"
                            + " cannot be resumed after that.")
    private boolean allowRewind;

    @Spec private @Nullable CommandSpec command;

    @Override
    public void check(ParseResult given) {
        if (fresh && allowRewind && command != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--fresh empties the tables, --allow-rewind goes on with them: give one of"
                            + " both");
        }
    }

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

    /** What a start may remove. */
    public StartPolicy startPolicy() {
        if (allowRewind) {
            return StartPolicy.REWIND;
        }
        return fresh ? StartPolicy.EMPTY : StartPolicy.REFUSE;
    }
}
