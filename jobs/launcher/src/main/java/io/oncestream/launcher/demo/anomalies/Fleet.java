package io.oncestream.launcher.demo.anomalies;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sensors that say what is normal in Seattle, each with an offset of its own and noise, and with
 * faults: all of it follows from a seed.
 */
final class Fleet {

    static final int SENSORS = 8;

    /** The first hours, which have no faults and in which no alarm counts. */
    static final int LEARNING = 750;

    /** From the start of a sensor's fault to where that of the next may be. */
    private static final int HOURS_APART = 480;

    private static final int HOURS_LATER_MAX = 200;

    /** Of each column: between sensors, from hour to hour, and of a fault. */
    private static final double[] OFFSETS = {1, 2, 0.3};

    private static final double[] NOISE = {0.3, 0.3, 0.15};
    private static final double[] SIZES = {8, 6, 3};

    private final List<Weather.Hour> hours;
    private final List<Fault> faults = new ArrayList<>();
    private final double[][][] values;

    Fleet(List<Weather.Hour> hours, long seed) {
        this.hours = hours;
        this.values = new double[SENSORS][hours.size()][];
        Random random = new Random(seed);
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            measure(sensor, random);
        }
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            breakDown(sensor, random);
        }
    }

    private void measure(int sensor, Random random) {
        double[] offsets = new double[OFFSETS.length];
        for (int column = 0; column < offsets.length; column++) {
            offsets[column] = OFFSETS[column] * random.nextGaussian();
        }
        for (int hour = 0; hour < hours.size(); hour++) {
            double[] row = new double[offsets.length];
            for (int column = 0; column < row.length; column++) {
                double normal = hours.get(hour).values().get(column);
                row[column] =
                        rounded(normal + offsets[column] + NOISE[column] * random.nextGaussian());
            }
            values[sensor][hour] = row;
        }
    }

    private void breakDown(int sensor, Random random) {
        Fault.Kind[] kinds = Fault.Kind.values();
        for (int count = 0; ; count++) {
            int column = random.nextInt(SIZES.length);
            double size = random.nextBoolean() ? SIZES[column] : -SIZES[column];
            int start = LEARNING + count * HOURS_APART + random.nextInt(HOURS_LATER_MAX);
            Fault fault =
                    new Fault(kinds[(sensor + count) % kinds.length], sensor, column, start, size);
            if (fault.end() + Fault.HOURS_AFTER > hours.size()) {
                return;
            }
            apply(fault);
            faults.add(fault);
        }
    }

    private void apply(Fault fault) {
        double[][] rows = values[fault.sensor()];
        double first = rows[fault.start()][fault.column()];
        for (int hour = fault.start(); hour < fault.end(); hour++) {
            rows[hour][fault.column()] =
                    rounded(fault.apply(hour, rows[hour][fault.column()], first));
        }
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    /** How many each sensor measures. */
    int hours() {
        return hours.size();
    }

    List<Fault> faults() {
        return faults;
    }

    boolean isFaulty(int sensor, int hour) {
        return faults.stream().anyMatch(each -> each.sensor() == sensor && each.isIn(hour));
    }

    double value(int sensor, int hour, int column) {
        return values[sensor][hour][column];
    }

    Instant time(int hour) {
        return hours.get(hour).time();
    }

    /** The hour of a time; -1: nothing was measured then. */
    int hour(Instant time) {
        Duration since = Duration.between(hours.get(0).time(), time);
        long hour = since.toHours();
        return hour >= 0 && hour < hours.size() && time(((int) hour)).equals(time)
                ? (int) hour
                : -1;
    }

    static String key(int sensor) {
        return "s" + (sensor + 1);
    }

    /** The sensor of a key; -1: there is none. */
    static int sensor(String key) {
        for (int sensor = 0; sensor < SENSORS; sensor++) {
            if (key(sensor).equals(key)) {
                return sensor;
            }
        }
        return -1;
    }
}
