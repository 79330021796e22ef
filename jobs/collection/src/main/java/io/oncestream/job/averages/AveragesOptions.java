package io.oncestream.job.averages;

import io.oncestream.cli.CommandLines;
import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.function.BadRecordPolicy;
import java.time.Duration;
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
public final class AveragesOptions {

    /** The options that fit the sample of flights, by their names. */
    public static final Map<String, String> SAMPLE =
            Map.of(
                    "--key", "origin",
                    "--time", "date",
                    "--time-format", "yyyy/MM/dd HH:mm",
                    "--value", "delay",
                    "--weight", "distance",
                    "--window", "1d");

    @Mixin private final SourceOptions source = new SourceOptions();

    @Option(
            names = "--window",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1s",
            description =
                    "The length of a window, as 500ms, 1s, 5m, 1h or 1d. Windows are aligned to"
                            + " 1970-01-01 in UTC. Default: 1s.")
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
            names = "--lateness",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "0s",
            description =
                    "How far event time may be past a window's end for a reading still to change"
                            + " its row. Later ones go to the table TABLE_late. Without effect on"
                            + " files, none of whose windows closes before the end. Default: 0s.")
    private Duration lateness = Duration.ZERO;

    @Option(
            names = "--bad-records",
            paramLabel = "POLICY",
            defaultValue = "reject",
            description =
                    "What to do with rows that cannot be used: reject (write them to the table"
                            + " TABLE_rejected and go on) or fail (stop at the first). Default:"
                            + " reject.")
    private BadRecordPolicy badRecords = BadRecordPolicy.REJECT;

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = "averages",
            description = "The result table, created when missing. Default: averages.")
    private String table = "averages";

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    public String table() {
        return table;
    }

    /** The table of the records that could not be used. */
    public String rejectedTable() {
        return AveragesTables.rejected(table);
    }

    public DatabaseOptions database() {
        return database;
    }

    public ExecutionOptions execution() {
        return execution;
    }

    public AveragesConfig config() {
        return CommandLines.checked(
                () ->
                        new AveragesConfig(
                                window, slide == null ? window : slide, lateness, badRecords));
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    public AveragesJob.Sources sources() {
        return CommandLines.checked(() -> new AveragesJob.Sources(source.readings()));
    }

    /** The tables to write; nothing connects to the database yet. */
    public AveragesJob.Sinks sinks() {
        return CommandLines.checked(
                () -> AveragesTables.sinks(database.address(), table, database.startPolicy()));
    }
}
