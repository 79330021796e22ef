package io.oncestream.launcher.demo.anomalies;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A fleet whose faults are known, and what a job writes of it that does as it should. */
final class KnownFleet {

    static final Path CHECKOUT = Path.of("../..");
    static final Fleet FLEET = of(1);

    private KnownFleet() {}

    static Fleet of(long seed) {
        return new Fleet(Weather.hours(CHECKOUT).subList(0, 2_000), seed);
    }

    /** All readings, of which nothing is odd. */
    static List<Alarm> calm() {
        List<Alarm> rows = new ArrayList<>();
        for (int sensor = 0; sensor < Fleet.SENSORS; sensor++) {
            for (int hour = 0; hour < FLEET.hours(); hour++) {
                rows.add(new Alarm(Fleet.key(sensor), FLEET.time(hour), 0, null, null, null));
            }
        }
        return rows;
    }

    static int row(int sensor, int hour) {
        return sensor * FLEET.hours() + hour;
    }

    /** A reading that is odd by its temperature. */
    static Alarm odd(int sensor, int hour) {
        return new Alarm(
                Fleet.key(sensor),
                FLEET.time(hour),
                0.5,
                "temperature",
                FLEET.time(hour),
                FLEET.value(sensor, hour, 0));
    }

    /** What is right, a bit too much. */
    static List<ForecastRow> forecasts(double tooMuch) {
        List<ForecastRow> rows = new ArrayList<>();
        for (int sensor = 0; sensor < Fleet.SENSORS; sensor++) {
            for (int made = 767; made < FLEET.hours(); made += 24) {
                for (int step = 1; step <= 24; step++) {
                    for (int column = 0; column < Weather.COLUMNS.size(); column++) {
                        int hour = Math.min(made + step, FLEET.hours() - 1);
                        double value = FLEET.value(sensor, hour, column) + tooMuch;
                        rows.add(
                                new ForecastRow(
                                        Fleet.key(sensor),
                                        FLEET.time(made),
                                        step,
                                        Weather.COLUMNS.get(column),
                                        value,
                                        value - 1,
                                        value + 1));
                    }
                }
            }
        }
        return rows;
    }
}
