package io.oncestream.job.counters;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.connector.jdbc.CounterDatabases;
import io.oncestream.connector.jdbc.PaxosCommitSink;
import io.oncestream.connector.jdbc.StartPolicy;
import io.oncestream.kit.CommandOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the counters job, of its {@code main} and of the launcher. */
@picocli.CommandLine.Command(
        name = CountersJob.NAME,
        sortOptions = false,
        description =
                "Counters in 3, 5 or 7 databases at once, which agree by Paxos: a minority of them"
                        + " may be away, and no command is lost or counted twice. Commands are JSON"
                        + " or CSV with the fields counter, id, op, time, and amount where op is"
                        + " add; op read tells the number.")
public final class CountersOptions implements JobOptions {

    private final CommandOptions commands = new CommandOptions(CounterFormat.COMMANDS);

    @Mixin private final SourceOptions<Command> source = new SourceOptions<>(commands);

    @Mixin
    private final DatabaseOptions database =
            DatabaseOptions.ofMajority().withoutRewind().withoutSettingAside();

    @Option(
            names = "--join",
            description =
                    "Count in the tables of another job too. Each job counts its own commands: a"
                            + " command that is sent again must be sent to the same job.")
    private boolean join;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = CountersJob.NAME,
            description =
                    "The table of the counters, created when missing in each database; SCHEMA.TABLE"
                            + " for one in another schema than the connection's. The answers are in"
                            + " TABLE_answers. Default: counters.")
    private String table = CountersJob.NAME;

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

    @Override
    public List<String> tables() {
        return List.of(
                JobTables.beside(table, "answers"),
                table,
                JobTables.refused(table),
                JobTables.rejected(table));
    }

    /** How long ids are remembered. */
    Duration remember() {
        return commands.remember();
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    CountersJob.Sources sources() {
        return new CountersJob.Sources(source.input());
    }

    /**
     * The tables to write; nothing connects to a database yet.
     *
     * @throws IllegalArgumentException for options that contradict each other
     */
    CountersJob.Sinks sinks() {
        boolean empties = database.startPolicy() == StartPolicy.EMPTY;
        if (join && empties) {
            throw new IllegalArgumentException(
                    "--fresh removes what others have counted, --join goes on with it: give one of"
                            + " both");
        }
        PaxosCommitSink sink =
                new PaxosCommitSink(
                        new CounterDatabases(JobTables.participants(database), table),
                        join,
                        empties,
                        UUID.randomUUID().toString());
        return new CountersJob.Sinks(
                events -> events.addSink(sink).uid("count").name("count in all databases"));
    }
}
