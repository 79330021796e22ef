package io.oncestream.launcher.sql;

import io.oncestream.cli.CommandLines;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql "QUERY"}: asks the embedded database or another. */
@Command(
        sortOptions = false,
        description = "Asks the embedded PostgreSQL that run writes to, or another database.")
public final class SqlCommand {

    /** How a result is written. */
    enum Format {
        TABLE,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "table|csv",
            defaultValue = "table",
            description = "table, for reading, or csv, RFC 4180 with a header. Default: table.")
    private Format format = Format.TABLE;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description =
                    "Another database, as jdbc:postgresql://HOST/DATABASE?user=USER or"
                            + " jdbc:mariadb://HOST/DATABASE?user=USER. Its password"
                            + " comes from --password-file or from the environment variable"
                            + " ONCESTREAM_DB_PASSWORD, and is refused in the URL.")
    private @Nullable String to;

    @Option(
            names = "--password-file",
            paramLabel = "PATH",
            description = "A file with the database password.")
    private @Nullable Path passwordFile;

    @Parameters(arity = "1", paramLabel = "QUERY", description = "SQL, as one argument.")
    private String query = "";

    private SqlCommand() {}

    public static int run(Home home, Console console, List<String> arguments) {
        SqlCommand command = new SqlCommand();
        CommandLine line = CommandLines.of(command);
        line.setCommandName(home.command() + " sql");
        if (!CommandLines.parse(line, arguments.toArray(new String[0]))) {
            return 0;
        }
        if (command.query.isBlank()) {
            throw new UsageException(
                    "the query is empty: " + home.command() + " sql \"SELECT ...\"");
        }
        return command.execute(home, console);
    }

    private int execute(Home home, Console console) {
        Optional<String> file = Optional.ofNullable(passwordFile).map(Path::toString);
        try (TargetDatabase database =
                to == null ? openEmbedded(home, console) : TargetDatabase.at(to, file)) {
            Interrupts.handle(
                    code -> {
                        try {
                            database.abandon();
                        } finally {
                            Runtime.getRuntime().halt(code);
                        }
                    });
            try (Connection connection = database.connect()) {
                new QueryResult(console.out, rows(console), false).print(connection, query);
            }
        } catch (SQLException e) {
            console.out.flush();
            throw new FailureException(SqlMessage.of(e), e);
        }
        console.out.flush();
        return 0;
    }

    private static TargetDatabase openEmbedded(Home home, Console console) {
        console.step("starting the embedded PostgreSQL");
        TargetDatabase database = TargetDatabase.embedded(home);
        console.clear();
        return database;
    }

    private RowFormat rows(Console console) {
        return format == Format.CSV
                ? new CsvFormat(console.out)
                : new TableFormat(console.out, console.resultColumns(), true);
    }
}
