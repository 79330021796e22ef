package io.oncestream.launcher.demo.anomalies;

import java.util.List;

/**
 * How far forecasts of a column are off, and how far the value of yesterday's same hour is: of the
 * hours in which neither is of a fault, behind the first ones.
 */
final class ForecastScore {

    private static final int DAY = 24;

    private final Fleet fleet;
    private final int column;
    private long count;
    private double errors;
    private double errorsOfYesterday;

    ForecastScore(Fleet fleet, int column, List<ForecastRow> rows) {
        this.fleet = fleet;
        this.column = column;
        rows.stream()
                .filter(row -> row.column().equals(Weather.COLUMNS.get(column)))
                .forEach(this::add);
    }

    private void add(ForecastRow row) {
        int sensor = Fleet.sensor(row.key());
        int made = fleet.hour(row.madeAt());
        int hour = made + row.step();
        if (sensor < 0
                || made < Fleet.LEARNING
                || hour >= fleet.hours()
                || fleet.isFaulty(sensor, hour)
                || fleet.isFaulty(sensor, hour - DAY)) {
            return;
        }
        double actual = fleet.value(sensor, hour, column);
        count++;
        errors += Math.abs(row.value() - actual);
        errorsOfYesterday += Math.abs(fleet.value(sensor, hour - DAY, column) - actual);
    }

    /** The mean absolute one; not a number where nothing is forecast. */
    double error() {
        return errors / count;
    }

    double errorOfYesterday() {
        return errorsOfYesterday / count;
    }
}
