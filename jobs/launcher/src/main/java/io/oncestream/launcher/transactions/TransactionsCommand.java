package io.oncestream.launcher.transactions;

import io.oncestream.connector.jdbc.Dialects;
import io.oncestream.launcher.console.Age;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.console.ProgressLine;
import io.oncestream.launcher.database.AskedDatabases;
import io.oncestream.launcher.database.SqlMessage;
import io.oncestream.launcher.database.TargetDatabase;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import io.oncestream.launcher.sql.RowFormat.Column;
import io.oncestream.launcher.sql.TableFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code transactions}: shows what the sinks keep in a database, and forgets what is retired. */
@Command(
        name = "transactions",
        description = {
            "What the sinks keep in a database beside the tables that they write: which job and"
                    + " lineage a table belongs to, the last checkpoint whose rows it has, and how"
                    + " many rows were committed.",
            "",
            "Of a sink of several databases, the table is *. Give --to for each of them to see at"
                    + " which checkpoint all can be read, and which one holds that back.",
            "",
            "A lineage is one history of a job through all its restarts and savepoints. It is"
                    + " current where it owns a table that exists, and retired elsewhere: the table"
                    + " was dropped, or is another lineage's now."
        })
public final class TransactionsCommand extends ConsoleCommand implements Callable<Integer> {

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

    @Mixin private final AskedDatabases asked = new AskedDatabases();

    @Option(
            names = "--forget",
            paramLabel = "LINEAGE",
            description =
                    "Remove what is kept of a lineage where it is retired. Its savepoints cannot go"
                            + " on with these tables then. Asks first.")
    private @Nullable String forget;

    @Option(names = "--yes", description = "Forget without asking.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        if (forget == null && yes) {
            throw new UsageException("--yes goes with --forget LINEAGE");
        }
        try (TargetDatabases databases = asked.open(home, console, List.of())) {
            if (databases.all().size() == 1) {
                answer(databases.first());
            } else if (forget == null) {
                printAll(databases);
            } else {
                throw new UsageException("--forget is for one database: give --to once");
            }
        } finally {
            console.out.flush();
        }
        return 0;
    }

    private void answer(TargetDatabase database) throws IOException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            SinkLedger ledger = ledger(connection);
            if (forget == null) {
                print(ledger);
            } else {
                new Forgetting(console, ledger, yes).run(forget);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new FailureException(SqlMessage.of(e), e);
        }
    }

    private static SinkLedger ledger(Connection connection) throws SQLException {
        return new SinkLedger(Dialects.of(connection.getMetaData().getURL()), connection);
    }

    private void print(SinkLedger ledger) throws SQLException {
        List<SinkEntry> entries = ledger.read();
        if (entries.isEmpty()) {
            console.say("no sink has written to this database");
            return;
        }
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(COLUMNS);
        entries.forEach(entry -> table.row(values(entry)));
        table.end();
        CutsTable cuts = new CutsTable(console);
        cuts.look("this", ledger.cuts(entries));
        cuts.print(List.of());
    }

    private void printAll(TargetDatabases databases) {
        List<Column> columns = new ArrayList<>(List.of(new Column("database", false)));
        columns.addAll(COLUMNS);
        TableFormat table = new TableFormat(console.out, console.resultColumns(), false);
        table.begin(columns);
        CutsTable cuts = new CutsTable(console);
        List<String> away =
                look(
                        databases,
                        (database, ledger) -> {
                            List<SinkEntry> entries = ledger.read();
                            entries.forEach(entry -> table.row(values(database, entry)));
                            cuts.look(database, ledger.cuts(entries));
                        });
        table.end();
        // What has not come to where another was before holds that back.
        look(databases, (database, ledger) -> cuts.look(database, ledger.cuts(ledger.read())));
        away.forEach(each -> console.say(each));
        cuts.print(away);
    }

    private interface Look {
        void at(String database, SinkLedger ledger) throws SQLException;
    }

    /** One that is away may be what is looked for; returns those with what they say. */
    private static List<String> look(TargetDatabases databases, Look look) {
        List<String> away = new ArrayList<>();
        for (TargetDatabase database : databases.all()) {
            try (Connection connection = database.connect()) {
                look.at(database.name(), ledger(connection));
            } catch (SQLException e) {
                away.add("%s: %s".formatted(database.name(), SqlMessage.of(e)));
            }
        }
        return away;
    }

    private static List<@Nullable String> values(String database, SinkEntry entry) {
        List<@Nullable String> values = new ArrayList<>(List.of(database));
        values.addAll(values(entry));
        return values;
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
}
