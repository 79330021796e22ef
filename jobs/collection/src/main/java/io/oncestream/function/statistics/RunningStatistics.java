package io.oncestream.function.statistics;

import static io.oncestream.function.statistics.RunningSums.SQUARES;
import static io.oncestream.function.statistics.RunningSums.VALUES;
import static io.oncestream.function.statistics.RunningSums.WEIGHTED_VALUES;
import static io.oncestream.function.statistics.RunningSums.WEIGHTS;

import io.oncestream.function.window.Accumulator;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.TimedValue;
import io.oncestream.state.window.WindowStatistics;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Adds readings up in place, in any order with the same result: sums are exact.
 *
 * <p>The squared deviations are therefore not updated reading by reading as by Welford ("Note on a
 * method for calculating corrected sums of squares and products", Technometrics 4, 1962). His
 * recurrence avoids the cancellation between rounded sums, which exact ones do not have, and its
 * own roundings depend on the order of the readings.
 */
final class RunningStatistics implements Accumulator<Reading, WindowStatistics> {

    private long count;
    private double firstWeight;

    /** From the second reading on: many windows have one. */
    private @Nullable RunningSums sums;

    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long firstSecond = Long.MAX_VALUE;
    private int firstNano;
    private double first;
    private long lastSecond = Long.MIN_VALUE;
    private int lastNano;
    private double last;

    @Override
    public void add(Reading reading) {
        // Before any sum is changed.
        double value = requireFinite(reading.value());
        double weight = requireFinite(reading.weight());
        if (count == 0) {
            firstWeight = weight;
        } else {
            sums().add(value, weight);
        }
        count++;
        min = Math.min(min, value);
        max = Math.max(max, value);
        Instant time = reading.time();
        addTimed(time.getEpochSecond(), time.getNano(), value);
    }

    /** Of readings at one time the smallest value is the first, and the greatest the last. */
    private void addTimed(long second, int nano, double value) {
        if (isBefore(second, nano, value, firstSecond, firstNano, first)) {
            firstSecond = second;
            firstNano = nano;
            first = value;
        }
        if (isBefore(lastSecond, lastNano, last, second, nano, value)) {
            lastSecond = second;
            lastNano = nano;
            last = value;
        }
    }

    private static boolean isBefore(
            long second, int nano, double value, long otherSecond, int otherNano, double other) {
        if (second != otherSecond) {
            return second < otherSecond;
        }
        return nano != otherNano ? nano < otherNano : Double.compare(value, other) < 0;
    }

    private RunningSums sums() {
        RunningSums started = sums;
        if (started == null) {
            started = new RunningSums();
            started.add(first, firstWeight);
            sums = started;
        }
        return started;
    }

    private static double requireFinite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Not a finite number: " + value);
        }
        return value;
    }

    @Override
    public WindowStatistics result() {
        TimedValue firstValue =
                new TimedValue(Instant.ofEpochSecond(firstSecond, firstNano), first);
        if (sums == null) {
            return Statistics.of(firstValue, firstWeight);
        }
        return new WindowStatistics(
                count,
                sums.result(VALUES),
                sums.result(SQUARES),
                sums.result(WEIGHTED_VALUES),
                sums.result(WEIGHTS),
                min,
                max,
                firstValue,
                new TimedValue(Instant.ofEpochSecond(lastSecond, lastNano), last));
    }
}
