package io.oncestream.launcher.sql;

import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.home.Home;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name a database, which is the embedded one without them. */
public final class AskedDatabase {

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "The database, as jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER. Its password"
                            + " comes from --password-file or from the environment variable"
                            + " ONCESTREAM_DB_PASSWORD, and is refused in the URL. Default: the"
                            + " embedded PostgreSQL that run writes to.")
    private @Nullable String to;

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description =
                    "A file with the database password: its first line, or lines as in"
                            + " PostgreSQL's pgpass.")
    private @Nullable Path passwordFile;

    /** What is asked. */
    public interface Question {
        void ask(Connection connection) throws SQLException, IOException;
    }

    /**
     * Asks it; a signal ends this process at once.
     *
     * @throws FailureException with what the database has to say against it
     */
    public void ask(Home home, Console console, Question question) throws IOException {
        try (TargetDatabase database = open(home, console)) {
            Interrupts.handle(
                    code -> {
                        try {
                            database.abandon();
                        } finally {
                            Runtime.getRuntime().halt(code);
                        }
                    });
            try (Connection connection = database.connect()) {
                question.ask(connection);
            }
        } catch (SQLException e) {
            throw new FailureException(SqlMessage.of(e), e);
        } finally {
            console.out.flush();
        }
    }

    private TargetDatabase open(Home home, Console console) {
        if (to != null) {
            return TargetDatabase.at(to, Optional.ofNullable(passwordFile).map(Path::toString));
        }
        console.step("starting the embedded PostgreSQL");
        try {
            return TargetDatabase.embedded(home);
        } finally {
            console.clear();
        }
    }
}
