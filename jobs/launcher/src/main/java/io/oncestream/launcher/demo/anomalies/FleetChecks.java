package io.oncestream.launcher.demo.anomalies;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of a fleet where all that was sent is judged. A line for each violation. */
final class FleetChecks {

    /** So many rows are forecast at once, of each column, and so often. */
    static final int STEPS = 24;

    private static final int ROWS_A_FORECAST = STEPS * Weather.COLUMNS.size();

    private final Fleet fleet;
    private final List<String> violations = new ArrayList<>();

    private FleetChecks(Fleet fleet) {
        this.fleet = fleet;
    }

    /** Checks that each reading is judged, once, and that alarms are of what was sent. */
    static List<String> ofAlarms(Fleet fleet, List<Alarm> rows) {
        FleetChecks checks = new FleetChecks(fleet);
        int[][] times = new int[Fleet.SENSORS][fleet.hours()];
        for (Alarm row : rows) {
            int sensor = Fleet.sensor(row.key());
            int hour = fleet.hour(row.time());
            if (sensor < 0 || hour < 0) {
                checks.violate(row.key(), row.time(), "is judged, and was not sent");
            } else {
                times[sensor][hour]++;
                checks.checkValue(row, sensor);
            }
        }
        checks.checkTimes(times);
        return checks.violations;
    }

    private void checkTimes(int[][] times) {
        for (int sensor = 0; sensor < times.length; sensor++) {
            for (int hour = 0; hour < fleet.hours(); hour++) {
                if (times[sensor][hour] != 1) {
                    violate(
                            Fleet.key(sensor),
                            fleet.time(hour),
                            "is judged %d times".formatted(times[sensor][hour]));
                }
            }
        }
    }

    private void checkValue(Alarm row, int sensor) {
        if (row.grade() == 0) {
            return;
        }
        @Nullable Instant oddAt = row.oddAt();
        @Nullable Double value = row.value();
        int hour = oddAt == null ? -1 : fleet.hour(oddAt);
        int column = Weather.COLUMNS.indexOf(String.valueOf(row.column()));
        if (hour < 0 || column < 0 || value == null || value != fleet.value(sensor, hour, column)) {
            violate(
                    row.key(),
                    row.time(),
                    "is odd for %s %s at %s, which was not sent"
                            .formatted(row.column(), value, oddAt));
        }
    }

    /** How many forecasts there are once there are all of them. */
    static long forecasts(Fleet fleet) {
        return (long) Fleet.SENSORS
                * ROWS_A_FORECAST
                * Math.max(0, fleet.hours() / STEPS - Fleet.LEARNING / STEPS);
    }

    /** Checks that each forecast is there, whole, and that values are within their bounds. */
    static List<String> ofForecasts(Fleet fleet, List<ForecastRow> rows) {
        FleetChecks checks = new FleetChecks(fleet);
        Map<Made, Integer> counts = new HashMap<>();
        for (ForecastRow row : rows) {
            counts.merge(new Made(row.key(), row.madeAt()), 1, Integer::sum);
            if (!(row.lower() <= row.value() && row.value() <= row.upper())) {
                checks.violate(
                        row.key(), row.madeAt(), "has a forecast outside of its bounds: " + row);
            }
        }
        // The n-th reading is of hour n - 1.
        int first = Fleet.LEARNING - Fleet.LEARNING % STEPS + STEPS - 1;
        for (int sensor = 0; sensor < Fleet.SENSORS; sensor++) {
            for (int hour = first; hour < fleet.hours(); hour += STEPS) {
                Made made = new Made(Fleet.key(sensor), fleet.time(hour));
                int count = counts.getOrDefault(made, 0);
                if (count != ROWS_A_FORECAST) {
                    checks.violate(
                            made.key,
                            made.at,
                            "has %d rows of forecasts, not %d".formatted(count, ROWS_A_FORECAST));
                }
            }
        }
        return checks.violations;
    }

    private record Made(String key, Instant at) {}

    /** Checks that nothing was set aside. */
    static List<String> ofAside(long late, long rejected) {
        List<String> violations = new ArrayList<>();
        if (late > 0) {
            violations.add("%d rows came late, and all were sent in order".formatted(late));
        }
        if (rejected > 0) {
            violations.add("%d rows are rejected, and all were right".formatted(rejected));
        }
        return violations;
    }

    private void violate(String key, Instant time, String what) {
        violations.add("%s at %s %s".formatted(key, time, what));
    }
}
