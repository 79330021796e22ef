package io.oncestream.launcher.demo.anomalies;

import io.oncestream.cli.DurationConverter;
import io.oncestream.launcher.database.TargetDatabases;
import io.oncestream.launcher.demo.Beside;
import io.oncestream.launcher.demo.Course;
import io.oncestream.launcher.demo.Demo;
import io.oncestream.launcher.demo.DemoPart;
import io.oncestream.launcher.demo.DemoSource;
import io.oncestream.launcher.demo.Stage;
import io.oncestream.launcher.demo.TopicSource;
import io.oncestream.launcher.failure.UsageException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A fleet whose faults are known, beside two detectors, and days beside a classifier. */
public final class AnomaliesDemo implements Demo {

    private static final String Z_SCORE = "_zscore";
    private static final String DAYS = "_days";

    /** 400 rows, each of which two forests learn. */
    private static final int HOURS_PER_SECOND = 50;

    /** So that each kind of fault is there behind the hours in which forests learn. */
    private static final Duration LENGTH_MIN = Duration.ofSeconds(20);

    @Override
    public String explanation() {
        return "four months of Seattle's hourly weather in a minute, by eight sensors each of which"
                + " has an offset, noise and faults: spikes, drifts, stuck values and shifted"
                + " levels. The job runs three times: with forests, which forecast as well; with"
                + " --detector zscore (tables TABLE_zscore); and with four years of days and"
                + " their weather as labels (TABLE_days). It prints what each has found and"
                + " missed, and checks that each row is learned once. It starts the Kafka broker"
                + " and the topics that it needs. --seed decides the sensors and the faults as"
                + " well.";
    }

    @Override
    public Map<String, String> options(Path checkout) {
        return Map.of(
                "--time",
                FleetReplay.TIME,
                "--values",
                String.join(",", Weather.COLUMNS),
                "--checkpoint-interval",
                "500ms");
    }

    @Override
    public Map<String, String> options(Duration length) {
        if (length.compareTo(LENGTH_MIN) < 0) {
            throw new UsageException(
                    "--length is %s: forests learn for 15 s before there are faults, and all kinds"
                                    .formatted(DurationConverter.format(length))
                            + " of these take 20s at least");
        }
        return Map.of();
    }

    @Override
    public List<String> fixed() {
        return List.of(
                "--key",
                "--time",
                "--values",
                "--label",
                "--detector",
                "--forecast",
                "--season",
                "--all");
    }

    /** The readings of a key belong in one partition. */
    @Override
    public DemoSource source() {
        return new TopicSource(2);
    }

    @Override
    public String toTry() {
        return """
        %1$s produce --to %2$s --from file:%4$s/jobs/collection/samples/seattle-weather-hourly.csv
        %1$s sql "SELECT * FROM anomalies ORDER BY grade DESC LIMIT 10"
        """;
    }

    @Override
    public List<DemoPart> parts() {
        String steps = Integer.toString(FleetChecks.STEPS);
        return List.of(
                new DemoPart(
                        "",
                        Map.of(
                                "--key",
                                FleetReplay.SENSOR,
                                "--all",
                                "",
                                "--forecast",
                                steps,
                                "--season",
                                steps),
                        this::clients),
                new DemoPart(
                        Z_SCORE,
                        Map.of("--key", FleetReplay.SENSOR, "--all", "", "--detector", "zscore"),
                        AnomaliesDemo::zScores),
                new DemoPart(
                        DAYS,
                        Map.of(
                                "--values",
                                String.join(",", Weather.DAY_COLUMNS),
                                "--label",
                                DaysReplay.WEATHER,
                                "--all",
                                ""),
                        AnomaliesDemo::days));
    }

    @Override
    public Beside clients(Stage stage) {
        return course(stage, "", databases -> new ForestReplay(fleet(stage), HOURS_PER_SECOND));
    }

    private static Beside zScores(Stage stage) {
        return course(
                stage,
                Z_SCORE,
                databases -> new ZScoreReplay(fleet(stage), of(databases, stage, "")));
    }

    private static Beside days(Stage stage) {
        return course(stage, DAYS, databases -> new DaysReplay(Weather.days(stage.checkout())));
    }

    private static Beside course(
            Stage stage, String suffix, Function<TargetDatabases, Replay> replay) {
        return new Course(
                stage,
                null,
                databases ->
                        new ReplayClients(
                                stage, replay.apply(databases), of(databases, stage, suffix)));
    }

    private static PublishedTables of(TargetDatabases databases, Stage stage, String suffix) {
        return new PublishedTables(databases.first(), stage.table() + suffix);
    }

    private static Fleet fleet(Stage stage) {
        List<Weather.Hour> year = Weather.hours(stage.checkout());
        long most = HOURS_PER_SECOND * stage.length().toSeconds();
        return new Fleet(year.subList(0, (int) Math.min(year.size(), most)), stage.seed());
    }
}
