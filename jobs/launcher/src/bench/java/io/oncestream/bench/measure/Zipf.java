package io.oncestream.bench.measure;

import java.util.Arrays;

/** How often each of some things is meant, by Zipf's law. */
public final class Zipf {

    private Zipf() {}

    /**
     * The shares of all, of which the first is the greatest and the sum is 1.
     *
     * @param exponent 0: all are equally frequent
     */
    public static double[] shares(int count, double exponent) {
        double[] shares = new double[count];
        Arrays.setAll(shares, i -> Math.pow(i + 1, -exponent));
        double sum = Arrays.stream(shares).sum();
        Arrays.setAll(shares, i -> shares[i] / sum);
        return shares;
    }
}
