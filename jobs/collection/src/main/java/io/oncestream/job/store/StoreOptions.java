package io.oncestream.job.store;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.connector.jdbc.Participant;
import io.oncestream.connector.jdbc.store.Partitioning;
import io.oncestream.connector.jdbc.store.ShardWatch;
import io.oncestream.connector.jdbc.store.StoreShards;
import io.oncestream.kit.CommandOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.command.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the store, of its {@code main} and of the launcher. */
@picocli.CommandLine.Command(
        name = StoreJob.NAME,
        sortOptions = false,
        description =
                "A key-value store over several databases, the shards, which join and leave while"
                    + " it runs: only the keys that must are moved. Commands are JSON or CSV with"
                    + " the fields key, id, op, time; op is get, put (with value) or delete, and"
                    + " if_version makes the last two conditional. op join, leave and move (of a"
                    + " bucket) have a shard and no key.")
public final class StoreOptions implements JobOptions {

    private static final int SHARDS_MAX = 64;
    private static final int MOVE_RATE_MAX = 10_000;

    private final CommandOptions commands = new CommandOptions(StoreFormat.COMMANDS);

    @Mixin private final SourceOptions<Command> source = new SourceOptions<>(commands);

    @Mixin
    private final DatabaseOptions database =
            DatabaseOptions.withSpares(SHARDS_MAX).withoutRewind().withoutSettingAside();

    @Option(
            names = "--answers",
            paramLabel = "URL",
            description =
                    "The database of the answers, and of what is refused and rejected. Default: the"
                            + " first shard.")
    private @Nullable String answers;

    @Option(
            names = "--split-at",
            paramLabel = "KEY",
            split = ",",
            description =
                    "Keys in ascending order, separated by commas, at each of which a bucket"
                            + " begins: buckets are ranges of keys then. A resume needs the same."
                            + " Default: 1024 buckets by the hash of the key.")
    private List<String> splitAt = List.of();

    @Option(
            names = "--move-rate",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "How many buckets begin to move in a second, when shards join or leave, from 1"
                            + " to 10000. Default: 50.")
    private int moveRate = 50;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = StoreJob.NAME,
            description =
                    "The table of the entries, created when missing in each shard; SCHEMA.TABLE for"
                            + " one in another schema than the connection's. The answers are in"
                            + " TABLE_answers. Default: store.")
    private String table = StoreJob.NAME;

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

    /** Where a bucket was first, and which keys it has. */
    @Override
    public Map<String, String> decidingState() {
        return Map.of(
                "--split-at",
                String.join(",", partitioning().splits()),
                "--to",
                String.join(",", layout().first().stream().sorted().toList()));
    }

    @Override
    public List<String> tables() {
        return answers != null
                ? List.of(table) // the others are not where this one is
                : List.of(
                        StoreTables.answers(table),
                        table,
                        JobTables.refused(table),
                        JobTables.rejected(table));
    }

    /** How long ids are remembered. */
    Duration remember() {
        return commands.remember();
    }

    /** Which bucket a key is in; refuses keys that do not ascend. */
    public Partitioning partitioning() {
        try {
            return new Partitioning(splitAt);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--split-at: " + e.getMessage(), e);
        }
    }

    StoreLayout layout() {
        List<String> names = database.names();
        int first = names.size() - database.spares();
        return new StoreLayout(
                names.subList(0, first), names.subList(first, names.size()), partitioning());
    }

    /**
     * How many buckets begin to move in a second.
     *
     * @throws IllegalArgumentException when that is out of bounds
     */
    int moveRate() {
        if (moveRate < 1 || moveRate > MOVE_RATE_MAX) {
            throw new IllegalArgumentException(
                    "--move-rate is %d: it must be from 1 to %d"
                            .formatted(moveRate, MOVE_RATE_MAX));
        }
        return moveRate;
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    StoreJob.Sources sources() {
        return new StoreJob.Sources(source.input());
    }

    /** What a task sees of the shards; nothing connects to them yet. */
    public SerializableSupplier<StoreShards> shardsSeen() {
        List<Participant> participants = JobTables.participants(database);
        String name = table;
        return () -> new ShardWatch(participants, name);
    }

    /** The tables to write; nothing connects to a database yet. */
    StoreJob.Sinks sinks() {
        StoreJob job = new StoreJob();
        List<JobTables> shards = JobTables.all(job, database);
        String url = answers;
        return StoreTables.sinks(
                JobTables.participants(database),
                shards,
                url == null ? shards.get(0) : shards.get(0).at(url),
                table);
    }
}
