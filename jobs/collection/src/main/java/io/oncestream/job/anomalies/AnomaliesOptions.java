package io.oncestream.job.anomalies;

import io.oncestream.cli.DatabaseOptions;
import io.oncestream.cli.DurationConverter;
import io.oncestream.cli.ExecutionOptions;
import io.oncestream.cli.source.SourceOptions;
import io.oncestream.kit.JobOptions;
import io.oncestream.kit.JobTables;
import io.oncestream.state.anomaly.Measurement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line of the anomalies job, of its {@code main} and of the launcher. */
@Command(
        name = AnomaliesJob.NAME,
        sortOptions = false,
        description =
                "Which values of a series are odd, what comes next, and what state it is in, by"
                        + " models that learn while the data flows, each row exactly once. The rows"
                        + " of a key belong in one file or partition, in the order of their time.")
public final class AnomaliesOptions implements JobOptions {

    private final MeasurementOptions measurements = new MeasurementOptions();

    @Mixin private final SourceOptions<Measurement> source = new SourceOptions<>(measurements);

    @Option(
            names = "--detector",
            paramLabel = "NAME",
            defaultValue = "forest",
            description =
                    "What finds odd values: forest, random cut trees, about 450 kB of memory a"
                            + " key; or zscore, more than three standard deviations from the mean,"
                            + " 24 bytes a column. Default: forest.")
    private Detector detector = Detector.FOREST;

    @Option(
            names = "--shingle",
            paramLabel = "N",
            defaultValue = "4",
            description =
                    "How many rows of a key a forest looks at together, so that it sees patterns:"
                            + " 1 to 64. Default: 4.")
    private int shingle = 4;

    @Option(
            names = "--tolerance",
            paramLabel = "SHARE",
            defaultValue = "0",
            description =
                    "The share of the expected value by which a value may differ without being"
                            + " odd, as 0.05, for series that hardly ever change. Default: 0.")
    private double tolerance;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "What forests draw from, beside the key. Default: 1.")
    private long seed = 1;

    @Option(
            names = "--forecast",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Tell the next N values, with bounds, at every N-th row of a key, in the table"
                            + " forecasts; needs --season. Default: none.")
    private int forecast;

    @Option(
            names = "--season",
            paramLabel = "ROWS",
            defaultValue = "0",
            description =
                    "With --forecast: after how many rows of a key values are alike, as 24 for"
                            + " those of hours.")
    private int season;

    @Option(
            names = "--all",
            description = "Write all rows to the table, those that are not odd with the grade 0.")
    private boolean all;

    @Option(
            names = "--forests",
            paramLabel = "N",
            defaultValue = "500",
            description =
                    "Of how many keys a subtask holds the models in memory; those of others are"
                            + " made from the state again when they are needed, which takes up to"
                            + " half a second. A key takes 200 kB and 61 kB for each row and column"
                            + " that its forests look at together. Default: 500.")
    private int forests = 500;

    @Option(
            names = "--forget",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30d",
            description =
                    "After how long without a row a key begins anew, in event time. Default: 30d.")
    private Duration forget = Duration.ofDays(30);

    @Mixin private final DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            defaultValue = AnomaliesJob.NAME,
            description =
                    "The table of what is odd, created when missing; SCHEMA.TABLE for one in"
                            + " another schema than the connection's. Beside it are forecasts,"
                            + " predictions and models where they are asked for; beside a table of"
                            + " another name TABLE_forecasts and so on. Default: anomalies.")
    private String table = AnomaliesJob.NAME;

    @Mixin private final ExecutionOptions execution = new ExecutionOptions();

    @Override
    public SourceOptions<Measurement> source() {
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
        List<String> tables = new ArrayList<>(List.of(table));
        if (forecast > 0) {
            tables.add(AnomaliesTables.forecasts(table));
        }
        if (measurements.isLabelled()) {
            tables.add(AnomaliesTables.predictions(table));
            tables.add(AnomaliesTables.models(table));
        }
        tables.add(AnomaliesTables.late(table));
        tables.add(JobTables.rejected(table));
        return tables;
    }

    /** A forest that was grown otherwise is another one. */
    @Override
    public Map<String, String> decidingState() {
        return Map.of(
                "--detector", detector.toString().toLowerCase(Locale.ROOT),
                "--shingle", Integer.toString(shingle),
                "--tolerance", Double.toString(tolerance),
                "--seed", Long.toString(seed),
                "--forecast", Integer.toString(forecast),
                "--season", Integer.toString(season),
                "--forget", DurationConverter.format(forget));
    }

    AnomaliesConfig config() {
        return new AnomaliesConfig(
                measurements.columns(),
                measurements.isLabelled(),
                detector,
                shingle,
                tolerance,
                seed,
                forecast,
                season,
                all,
                forests,
                forget);
    }

    /** Finds and checks what there is to read; nothing is opened for longer than that. */
    AnomaliesJob.Sources sources() {
        return new AnomaliesJob.Sources(source.input());
    }

    /** The tables to write; nothing connects to the database yet. */
    AnomaliesJob.Sinks sinks() {
        return AnomaliesTables.sinks(JobTables.of(new AnomaliesJob(), database), table);
    }
}
