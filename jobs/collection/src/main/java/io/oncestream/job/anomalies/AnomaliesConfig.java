package io.oncestream.job.anomalies;

import io.oncestream.cli.DurationConverter;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * What is learned of each key.
 *
 * @param columns of the values, by which their numbers are in order
 * @param labelled whether labels are predicted
 * @param detector what finds odd values
 * @param shingle how many samples a forest looks at together
 * @param tolerance the share of the expected value by which another is not odd yet
 * @param seed of the forests, beside the key
 * @param forecast how many samples ahead values are told; 0: none are
 * @param season after how many samples values come again; 0 without a forecast
 * @param all whether samples that are not odd are told of as well
 * @param forests how many keys' models a subtask holds in memory
 * @param forget how long a key is kept of which nothing comes, in event time
 */
record AnomaliesConfig(
        List<String> columns,
        boolean labelled,
        Detector detector,
        int shingle,
        double tolerance,
        long seed,
        int forecast,
        int season,
        boolean all,
        int forests,
        Duration forget)
        implements Serializable {

    static final int COLUMNS_MAX = 16;

    private static final int SHINGLE_MAX = 64;
    private static final int FORECAST_MAX = 1_000;
    private static final int DIMENSIONS_MAX = 1_000;
    private static final int FORESTS_MAX = 1_000_000;
    private static final Duration FORGET_MAX = Duration.ofDays(3_660);

    /** Refuses what makes no sense, by an {@link IllegalArgumentException} with the value. */
    AnomaliesConfig {
        check(columns);
        range("--shingle", shingle, 1, SHINGLE_MAX);
        if (!(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException(
                    "--tolerance is %s: it must be from 0 to 1".formatted(tolerance));
        }
        range("--forecast", forecast, 0, FORECAST_MAX);
        if (forecast > 0) {
            range("--season", season, 2, DIMENSIONS_MAX / columns.size());
        } else if (season > 0) {
            throw new IllegalArgumentException("--season is of use with --forecast only");
        }
        range("--forests", forests, 1, FORESTS_MAX);
        if (forget.compareTo(Duration.ofSeconds(1)) < 0 || forget.compareTo(FORGET_MAX) > 0) {
            throw new IllegalArgumentException(
                    "--forget is %s: it must be from 1s to %s"
                            .formatted(
                                    DurationConverter.format(forget),
                                    DurationConverter.format(FORGET_MAX)));
        }
    }

    /** What forests are for; empty: there are none. */
    List<ForestUse> forestUses() {
        List<ForestUse> uses = new ArrayList<>();
        if (detector == Detector.FOREST) {
            uses.add(ForestUse.OUTLIERS);
        }
        if (forecast > 0) {
            uses.add(ForestUse.FORECAST);
        }
        return uses;
    }

    private static void check(List<String> columns) {
        range("the number of --values", columns.size(), 1, COLUMNS_MAX);
        if (new HashSet<>(columns).size() < columns.size()) {
            throw new IllegalArgumentException(
                    "--values %s names a column twice".formatted(String.join(",", columns)));
        }
    }

    private static void range(String what, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d: it must be from %d to %d".formatted(what, value, min, max));
        }
    }
}
