package io.oncestream.bench.measure;

import java.util.Arrays;
import java.util.SplittableRandom;

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

    /**
     * Which of some things is meant each time, from 0 on.
     *
     * @param times how often one is meant
     */
    public static int[] draws(int times, int count, double exponent, long seed) {
        double[] upTo = shares(count, exponent);
        Arrays.parallelPrefix(upTo, Double::sum);
        SplittableRandom random = new SplittableRandom(seed);
        int[] draws = new int[times];
        Arrays.setAll(draws, i -> find(upTo, random.nextDouble()));
        return draws;
    }

    private static int find(double[] upTo, double share) {
        int found = Arrays.binarySearch(upTo, share);
        return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
    }
}
