package io.oncestream.job.book;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.connector.format.CommandFormat;
import io.oncestream.function.Input;
import io.oncestream.kit.CommandOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Mixin;

/** The options of a job that takes commands and has none of its own. */
@picocli.CommandLine.Command(sortOptions = false)
final class BookOptions implements JobOptions {

    static final String TABLE = "book";

    private final CommandOptions commands =
            new CommandOptions(
                    new CommandFormat("account", "id", "op", "time", List.of("amount"), List.of()));

    @Mixin private final SourceOptions<Command> source = new SourceOptions<>(commands);

    @Mixin private final DatabaseOptions database = new DatabaseOptions().withoutRewind();

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public SourceOptions<Command> source() {
        return source;
    }

    Input<Command> input() {
        return source.input();
    }

    Duration remember() {
        return commands.remember();
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
        return List.of(TABLE, JobTables.refused(TABLE), JobTables.rejected(TABLE));
    }
}
