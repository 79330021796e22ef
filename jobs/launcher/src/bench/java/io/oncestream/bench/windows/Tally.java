package io.oncestream.bench.windows;

import io.oncestream.bench.measure.Check;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Adds up rows; each parallel sink has one of its own. */
public final class Tally {

    private static final int STATISTICS = 8;

    private static Tally total = new Tally();

    private long rows;
    private long readings;
    private long identity;
    private final double[] sums = new double[STATISTICS];

    /** What all sinks of this JVM have handed over. */
    public static synchronized Check total() {
        return total.check();
    }

    /** Before each case. */
    public static synchronized void reset() {
        total = new Tally();
    }

    /**
     * Takes a row.
     *
     * @param statistics sum, mean, weighted mean, min, max, first, last, standard deviation
     */
    public void add(String key, long windowStart, long count, double... statistics) {
        rows++;
        readings += count;
        identity += mix(key.hashCode() * 0x9e3779b97f4a7c15L + windowStart);
        for (int i = 0; i < STATISTICS; i++) {
            // Plain formulas give NaN for the deviation of equal values, by rounding below 0.
            boolean deviation = i == STATISTICS - 1;
            sums[i] += deviation && Double.isNaN(statistics[i]) ? 0 : statistics[i];
        }
    }

    /** Hands it over to the total, and begins anew. */
    public void publish() {
        synchronized (Tally.class) {
            total.rows += rows;
            total.readings += readings;
            total.identity += identity;
            Arrays.setAll(total.sums, i -> total.sums[i] + sums[i]);
        }
        rows = 0;
        readings = 0;
        identity = 0;
        Arrays.fill(sums, 0);
    }

    private Check check() {
        return new Check(rows, readings, identity, DoubleStream.of(sums).boxed().toList());
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
