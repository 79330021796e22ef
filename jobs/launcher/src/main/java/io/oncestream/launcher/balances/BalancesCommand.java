package io.oncestream.launcher.balances;

import io.oncestream.connector.jdbc.DatabaseUnavailable;
import io.oncestream.connector.jdbc.SinkFailure;
import io.oncestream.connector.jdbc.cut.CutReader;
import io.oncestream.connector.jdbc.cut.CutUnavailable;
import io.oncestream.kit.JobTables;
import io.oncestream.launcher.ask.ServedJob;
import io.oncestream.launcher.console.ConsoleCommand;
import io.oncestream.launcher.database.AskedDatabases;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.failure.FailureException;
import io.oncestream.launcher.failure.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code balances}. */
@Command(
        name = "balances",
        description = {
            "What the accounts of a transfers job have, in all of its databases.",
            "",
            "strong shows all databases at one checkpoint: each transfer with both legs or none."
                    + " eventual shows the newest rows of each database, of a transfer sometimes"
                    + " one leg. weak shows each database at the newest checkpoint that it has"
                    + " itself.",
            "",
            "Without --to it asks the databases of run transfers --serve, where that runs."
        })
public final class BalancesCommand extends ConsoleCommand implements Callable<Integer> {

    private static final String JOB = "transfers";

    @Mixin private final AskedDatabases asked = new AskedDatabases();

    @Option(
            names = "--consistency",
            paramLabel = "strong|eventual|weak",
            defaultValue = "strong",
            description = "What is shown together. Default: strong.")
    private Consistency consistency = Consistency.STRONG;

    @Option(
            names = "--at",
            paramLabel = "CUT",
            description =
                    "Show all databases at this checkpoint, one that was published and is kept."
                            + " Default: the newest that all of them have.")
    private @Nullable Long at;

    @Option(names = "--ledger", paramLabel = "LEDGER", description = "Of this one. Default: all.")
    private @Nullable String ledger;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Only this. Default: all.")
    private @Nullable String account;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "The job's table, as its --table. Default: that of the job.")
    private @Nullable String table;

    @Override
    public Integer call() {
        if (at != null && consistency != Consistency.STRONG) {
            throw new UsageException("--at is for --consistency strong: leave one of both out");
        }
        Optional<ServedJob> served = ServedJob.served(home, JOB);
        String outcomes = served.map(ServedJob::table).orElse(JOB);
        BalancesQuery query =
                new BalancesQuery(
                        JobTables.further(
                                JOB, table == null ? outcomes : table, "account_versions"),
                        ledger,
                        account);
        try (TargetDatabases databases =
                        asked.open(
                                home, console, served.map(ServedJob::databases).orElse(List.of()));
                CutReader reader = CutReader.of(databases.addresses(), query.table())) {
            databases.checkReachable();
            BalancesTable balances = new BalancesTable(console);
            read(reader, databases.all().size(), query, balances);
            balances.print();
            return 0;
        } catch (CutUnavailable | DatabaseUnavailable | SinkFailure e) {
            throw new FailureException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            throw new FailureException("interrupted", e);
        } finally {
            console.out.flush();
        }
    }

    private void read(CutReader reader, int count, BalancesQuery query, BalancesTable balances)
            throws InterruptedException {
        // At once: a read waits for a sink that is about to begin.
        if (reader.newest().isEmpty()) {
            throw new FailureException(
                    "there is nothing in table %s yet: has a transfers job written to %s?"
                            .formatted(
                                    query.table(),
                                    count == 1 ? "this database" : "these databases"));
        }
        switch (consistency) {
            case STRONG -> balances.add(at == null ? reader.strong(query) : reader.at(at, query));
            case EVENTUAL -> balances.add(reader.eventual(query));
            case WEAK -> {
                for (int i = 0; i < count; i++) {
                    balances.add(List.of(reader.weak(i, query)));
                }
            }
        }
    }
}
