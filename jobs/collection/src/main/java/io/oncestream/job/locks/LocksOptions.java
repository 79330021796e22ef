package io.oncestream.job.locks;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.CommandOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the lock service, of its {@code main} and of the launcher. */
@picocli.CommandLine.Command(
        name = LocksJob.NAME,
        sortOptions = false,
        description =
                "A lock service: try_lock, acquire, renew and release of resources, with leases,"
                        + " queues and fencing tokens. Commands are JSON or CSV with the fields"
                        + " domain, id, resource, owner, op, time, and lease, wait and token where"
                        + " the op needs them; answers are rows of a SQL table, each once.")
public final class LocksOptions implements JobOptions {

    private final CommandOptions commands = new CommandOptions(LockFormat.COMMANDS);

    @Mixin private final SourceOptions<Command> source = new SourceOptions<>(commands);

    @Mixin private final DatabaseOptions database = new DatabaseOptions().withoutRewind();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = LocksJob.NAME,
            description =
                    "The table of the resources and who holds them, created when missing;"
                            + " SCHEMA.TABLE for one in another schema than the connection's. The"
                            + " answers are in TABLE_answers. Default: locks.")
    private String table = LocksJob.NAME;

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
                LocksTables.answers(table),
                table,
                JobTables.refused(table),
                JobTables.rejected(table));
    }

    /** How long ids are remembered. */
    public Duration remember() {
        return commands.remember();
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    LocksJob.Sources sources() {
        return new LocksJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    public LocksJob.Sinks sinks() {
        return LocksTables.sinks(JobTables.of(new LocksJob(), database), table);
    }
}
