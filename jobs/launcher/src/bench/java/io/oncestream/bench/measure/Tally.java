package io.oncestream.bench.measure;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Adds up rows; each parallel sink has one of its own. */
public final class Tally {

    /** Of the statistics. */
    public static final int COUNT = 8;

    public static final int FIRST = 5;
    public static final int LAST = 6;

    private static Tally total = new Tally();

    private long rows;
    private long readings;
    private long identity;
    private final double[] sums = new double[COUNT];

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
        for (int i = 0; i < COUNT; i++) {
            // Plain formulas give NaN for the deviation of equal values, by rounding below 0.
            boolean deviation = i == COUNT - 1;
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
        if (DoubleStream.of(sums).anyMatch(Double::isNaN)) {
            throw new IllegalStateException("not a number: " + Arrays.toString(sums));
        }
        return new Check(rows, readings, identity, DoubleStream.of(sums).boxed().toList());
    }

    /** Spreads the bits of a hash, so that sums of them tell rows apart. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
