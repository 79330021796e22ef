package io.oncestream.job.averages;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.kit.ReadingOptions;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the averages job, of its {@code main} and of the launcher. */
@Command(
        name = AveragesJob.NAME,
        sortOptions = false,
        description =
                "Statistics of readings per key and window of event time: count, sum, mean,"
                        + " weighted mean, min, max, first, last and standard deviation, in a SQL"
                        + " table, each reading counted exactly once.")
public final class AveragesOptions implements JobOptions {

    @Mixin private final SourceOptions<Reading> source = new SourceOptions<>(new ReadingOptions());

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description = "The length of a window, as 500ms, 1s, 5m, 1h or 1d. Default: 1s.")
    private Duration window = Duration.ofSeconds(1);

    @Option(
            names = "--slide",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "The time between the starts of two windows: when shorter than the window,"
                            + " windows overlap. Default: the window.")
    private @Nullable Duration slide;

    @Option(
            names = "--align",
            paramLabel = "WHERE",
            defaultValue = "utc",
            description =
                    "What windows are aligned to: utc, 1970-01-01 in UTC, or local, midnight in"
                            + " --zone, for windows of whole days, of 23 or 25 hours where clocks"
                            + " change. Default: utc.")
    private Alignment align = Alignment.UTC;

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description =
                    "How far event time may be past a window's end for a reading still to change"
                            + " its row. Later ones go to the table TABLE_late. Without effect on"
                            + " files, none of whose windows closes before the end. Default: 0s.")
    private Duration lateness = Duration.ZERO;

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "averages",
            description =
                    "The result table, created when missing; SCHEMA.TABLE for one in another schema"
                            + " than the connection's. Default: averages.")
    private String table = "averages";

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public List<String> tables() {
        return List.of(table, JobTables.rejected(table), AveragesTables.late(table));
    }

    @Override
    public SourceOptions<Reading> source() {
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
    public Map<String, String> decidingState() {
        AveragesConfig config = config();
        return Map.of(
                "--window", DurationConverter.format(config.window()),
                "--slide", DurationConverter.format(config.slide()),
                "--align", align.toString().toLowerCase(Locale.ROOT));
    }

    AveragesConfig config() {
        return new AveragesConfig(
                window,
                slide == null ? window : slide,
                lateness,
                align == Alignment.LOCAL ? source.zone() : null);
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    AveragesJob.Sources sources() {
        return new AveragesJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    AveragesJob.Sinks sinks() {
        return AveragesTables.sinks(JobTables.of(new AveragesJob(), database), table);
    }
}
