package io.oncestream.job.transfers;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.CommandOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the transfers job, of its {@code main} and of the launcher. */
@picocli.CommandLine.Command(
        name = TransfersJob.NAME,
        sortOptions = false,
        description =
                "Transfers between accounts that live in several databases: both legs or none, each"
                        + " once, no account below zero. Commands are JSON or CSV with the fields"
                        + " ledger, id, time, and either from, to, amount or account, deposit.")
public final class TransfersOptions implements JobOptions {

    private static final int DATABASES_MAX = 64;
    private static final int KEEP_CUTS_MAX = 1_000_000;

    private final CommandOptions commands =
            new CommandOptions(TransferFormat.COMMANDS, Duration.ofDays(7));

    @Mixin private final SourceOptions<Command> source = new SourceOptions<>(commands);

    @Option(
            names = "--scale",
            paramLabel = "DECIMALS",
            defaultValue = "2",
            description =
                    "How many decimals amounts have, from 0 to 9: one with more is invalid, and"
                            + " none is rounded. A resume needs the same. Default: 2.")
    private int scale = 2;

    @Mixin
    private final DatabaseOptions database =
            new DatabaseOptions(DATABASES_MAX).withoutSettingAside();

    @Option(
            names = "--keep-cuts",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "How many checkpoints a reader that wants all databases at one may be behind:"
                            + " what accounts had before that is removed. From 1 to 1000000."
                            + " Default: 100.")
    private int keepCuts = 100;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = TransfersJob.NAME,
            description =
                    "The table of outcomes, created when missing in each database; SCHEMA.TABLE for"
                            + " one in another schema than the connection's. Beside it are"
                            + " postings, account_versions and the view accounts; beside a table"
                            + " of another name TABLE_postings and so on. Default: transfers.")
    private String table = TransfersJob.NAME;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public SourceOptions<Command> source() {
        return source;
    }

    @Override
    public DatabaseOptions database() {
        return database;
    }

    @Override
    public ExecutionOptions execution() {
        return execution;
    }

    /** What the units of balances are, and in which database an account lives. */
    @Override
    public Map<String, String> decidingState() {
        return Map.of(
                "--scale",
                Integer.toString(scale().decimals()),
                "--to",
                String.join(",", database.names()));
    }

    @Override
    public List<String> tables() {
        return List.of(
                table,
                TransfersTables.postings(table),
                TransfersTables.versions(table),
                JobTables.refused(table),
                JobTables.rejected(table));
    }

    /** How long ids are remembered. */
    Duration remember() {
        return commands.remember();
    }

    AmountScale scale() {
        return new AmountScale(scale);
    }

    /**
     * How many checkpoints a reader of all databases may be behind.
     *
     * @throws IllegalArgumentException when that is out of bounds
     */
    int keepCuts() {
        if (keepCuts < 1 || keepCuts > KEEP_CUTS_MAX) {
            throw new IllegalArgumentException(
                    "--keep-cuts is %d: it must be from 1 to %d"
                            .formatted(keepCuts, KEEP_CUTS_MAX));
        }
        return keepCuts;
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    TransfersJob.Sources sources() {
        return new TransfersJob.Sources(source.input());
    }
}
