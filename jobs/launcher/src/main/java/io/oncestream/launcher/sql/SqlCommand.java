package io.oncestream.launcher.sql;

import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.failure.UsageException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sql "QUERY"}: asks the embedded database or another. */
@Command(
        name = "sql",
        description = "Asks the embedded PostgreSQL that run writes to, or another database.")
public final class SqlCommand extends ConsoleCommand implements Callable<Integer> {

    /** How a result is written. */
    enum Format {
        TABLE,
        CSV;

        /** As it is written at the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "table|csv",
            defaultValue = "table",
            description = "table, for reading, or csv, RFC 4180 with a header. Default: table.")
    private Format format = Format.TABLE;

    @Mixin private final AskedDatabase database = new AskedDatabase();

    @Parameters(arity = "1", paramLabel = "QUERY", description = "SQL, as one argument.")
    private String query = "";

    @Override
    public Integer call() throws IOException {
        if (query.isBlank()) {
            throw new UsageException(
                    "the query is empty: " + home.command() + " sql \"SELECT ...\"");
        }
        database.ask(
                home,
                console,
                connection -> new QueryResult(console.out, rows(), false).print(connection, query));
        return 0;
    }

    private RowFormat rows() {
        return format == Format.CSV
                ? new CsvFormat(console.out)
                : new TableFormat(console.out, console.resultColumns(), true);
    }
}
