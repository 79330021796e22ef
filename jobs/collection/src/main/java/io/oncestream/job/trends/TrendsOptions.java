package io.oncestream.job.trends;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.trends.TrendEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the trends job, of its {@code main} and of the launcher. */
@Command(
        name = TrendsJob.NAME,
        sortOptions = false,
        description =
                "Which items rise in their category, which go together, and what to push to whom."
                        + " Events are JSON or CSV: an item and a time, and, where there are any, a"
                        + " user, a category, a basket and a weight.")
public final class TrendsOptions implements JobOptions {

    private final EventOptions events = new EventOptions();

    @Mixin private final SourceOptions<TrendEvent> source = new SourceOptions<>(events);

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1h",
            description = "The length of a window in which items are counted. Default: 1h.")
    private Duration window = Duration.ofHours(1);

    @Option(
            names = "--half-life",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "3d",
            description =
                    "After which what was counted before has half its weight in what is expected."
                            + " Default: 3d.")
    private Duration halfLife = Duration.ofDays(3);

    @Option(
            names = "--min-count",
            paramLabel = "N",
            defaultValue = "10",
            description = "Below it no item rises. Default: 10.")
    private long minCount = 10;

    @Option(
            names = "--per-user",
            paramLabel = "N",
            defaultValue = "3",
            description = "How much one user counts for an item in a window at most. Default: 3.")
    private long perUser = 3;

    @Option(
            names = "--gap",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30m",
            description =
                    "A basket, or what a user does, is done when nothing came for so long."
                            + " Default: 30m.")
    private Duration gap = Duration.ofMinutes(30);

    @Option(
            names = "--related-half-life",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "90d",
            description = "After which that items were together has half its weight. Default: 90d.")
    private Duration relatedHalfLife = Duration.ofDays(90);

    @Option(
            names = "--cap",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many pushes a user gets within 24 hours at most. Default: 3.")
    private int cap = 3;

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = TrendsJob.NAME,
            description =
                    "What the tables' names begin with: with trends they are trending, related,"
                            + " pushes, trends_late and trends_rejected, with another name"
                            + " TABLE_trending and so on, created when missing; SCHEMA.TABLE for"
                            + " those in another schema than the connection's. Default: trends.")
    private String table = TrendsJob.NAME;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public SourceOptions<TrendEvent> source() {
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
        List<String> tables = new ArrayList<>();
        tables.add(TrendsTables.trending(table));
        if (events.hasBaskets()) {
            tables.add(TrendsTables.related(table));
        }
        if (events.hasUsers()) {
            tables.add(TrendsTables.pushes(table));
        }
        tables.add(JobTables.rejected(table));
        tables.add(TrendsTables.late(table));
        return tables;
    }

    /** Half a window, and weights of another half-life, are none of these. */
    @Override
    public Map<String, String> decidingState() {
        return Map.of(
                "--window",
                DurationConverter.format(window),
                "--half-life",
                DurationConverter.format(halfLife),
                "--related-half-life",
                DurationConverter.format(relatedHalfLife));
    }

    TrendsConfig config() {
        return new TrendsConfig(
                window,
                halfLife,
                minCount,
                perUser,
                gap,
                relatedHalfLife,
                cap,
                events.hasUsers(),
                events.hasBaskets());
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    TrendsJob.Sources sources() {
        return new TrendsJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    TrendsJob.Sinks sinks() {
        return TrendsTables.sinks(JobTables.of(new TrendsJob(), database), table);
    }
}
