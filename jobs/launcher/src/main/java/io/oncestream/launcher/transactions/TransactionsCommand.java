package io.oncestream.launcher.transactions;

import io.oncestream.cli.CommandLines;
import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.launcher.console.Console;
import io.oncestream.launcher.console.Interrupts;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.home.Home;
import io.oncestream.launcher.sql.RowFormat.Column;
import io.oncestream.launcher.sql.TableFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code transactions}: shows what the sinks keep in a database, and forgets what is retired. */
@Command(
        sortOptions = false,
        description = {
            "What the sinks keep in a database beside the tables that they write: which job and"
                    + " lineage a table belongs to, the last checkpoint whose rows it has, and how"
                    + " many rows were committed.",
            "",
            "A lineage is one history of a job through all its restarts and savepoints. It is"
                    + " current where it owns a table that exists, and retired elsewhere: the table"
                    + " was dropped, or is another lineage's now."
        })
public final class TransactionsCommand {

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("table", false),
                    new Column("state", false),
                    new Column("checkpoint", true),
                    new Column("rows", true),
                    new Column("age", true),
                    new Column("lineage", false),
                    new Column("job", false),
                    new Column("operator", false),
                    new Column("subtasks", true),
                    new Column("epoch", true),
                    new Column("last commit", false));

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
            description = "A file with the database password.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--forget",
            paramLabel = "LINEAGE",
            description =
                    "Remove what is kept of a lineage where it is retired. Its savepoints cannot go"
                            + " on with these tables then. Asks first.")
    private @Nullable String forget;

    @Option(names = "--yes", description = "Forget without asking.")
    private boolean yes;

    private TransactionsCommand() {}

    public static int run(Home home, Console console, List<String> arguments) throws Exception {
        TransactionsCommand command = new TransactionsCommand();
        CommandLine line = CommandLines.of(command);
        line.setCommandName(home.command() + " transactions");
        if (!CommandLines.parse(line, arguments.toArray(new String[0]))) {
            return 0;
        }
        if (command.forget == null && command.yes) {
            throw new UsageException("--yes goes with --forget LINEAGE");
        }
        return command.execute(home, console);
    }

    private int execute(Home home, Console console) throws IOException {
        Optional<String> file = Optional.ofNullable(passwordFile).map(Path::toString);
        try (TargetDatabase database =
                to == null ? TargetDatabase.embedded(home) : TargetDatabase.at(to, file)) {
            Interrupts.handle(
                    code -> {
                        try {
                            database.abandon();
                        } finally {
                            Runtime.getRuntime().halt(code);
                        }
                    });
            try (Connection connection = database.connect()) {
                connection.setAutoCommit(false);
                SinkLedger ledger = new SinkLedger(Dialects.of(database.url()), connection);
                if (forget == null) {
                    print(ledger.read(), console);
                } else {
                    forget(ledger, forget, console);
                }
                connection.commit();
            }
        } catch (SQLException e) {
            throw new FailureException(SqlMessage.of(e), e);
        }
        console.out.flush();
        return 0;
    }

    private static void print(List<SinkEntry> entries, Console console) {
        if (entries.isEmpty()) {
            console.say("no sink has written to this database");
            return;
        }
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(COLUMNS);
        entries.forEach(entry -> table.row(values(entry)));
        table.end();
    }

    private static List<@Nullable String> values(SinkEntry entry) {
        return List.of(
                entry.table(),
                entry.state(),
                entry.checkpoint() == 0 ? "none" : Long.toString(entry.checkpoint()),
                ProgressLine.count(entry.rows()),
                entry.committedAt()
                        .map(at -> Age.text(Duration.between(at, entry.now())))
                        .orElse("-"),
                entry.lineage(),
                entry.job().orElse("-"),
                entry.operator(),
                Integer.toString(entry.subtasks()),
                Long.toString(entry.epoch()),
                entry.committedAt()
                        .map(at -> at.truncatedTo(ChronoUnit.SECONDS).toString())
                        .orElse("-"));
    }

    private void forget(SinkLedger ledger, String lineage, Console console)
            throws SQLException, IOException {
        List<SinkEntry> entries =
                ledger.read().stream().filter(entry -> entry.lineage().equals(lineage)).toList();
        if (entries.isEmpty()) {
            throw new UsageException("--forget: this database knows no lineage " + lineage);
        }
        List<SinkEntry> retired = entries.stream().filter(entry -> !entry.isCurrent()).toList();
        String current = tables(entries.stream().filter(SinkEntry::isCurrent).toList());
        if (retired.isEmpty()) {
            throw new UsageException(
                    ("--forget: lineage %s is the owner of %s: drop what you do not need any more,"
                                    + " then forget it")
                            .formatted(lineage, current));
        }
        if (!yes && !Console.canAsk()) {
            throw new UsageException("--forget asks first, and there is no terminal: give --yes");
        }
        if (!yes && !console.ask("Forget lineage %s of %s?".formatted(lineage, tables(retired)))) {
            console.say("nothing was changed");
            return;
        }
        for (SinkEntry entry : retired) {
            ledger.forget(entry);
        }
        console.say(
                "forgot lineage %s of %s%s"
                        .formatted(
                                lineage,
                                tables(retired),
                                current.isEmpty() ? "" : "; it stays the owner of " + current));
    }

    private static String tables(List<SinkEntry> entries) {
        return entries.stream().map(SinkEntry::table).collect(Collectors.joining(", "));
    }
}
