package io.oncestream.bench.growth;

import io.oncestream.bench.measure.Zipf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * How uneven a keyed operator's subtasks are loaded by readings of given keys.
 *
 * @param maxParallelism how many key groups there are
 * @param exponent of the keys' frequencies by Zipf's law; 0: all are equally frequent
 * @param flushed how many readings a subtask before the shuffle takes between two flushes, at each
 *     of which it sends one partial result for each key that it has seen; 0: it sends each reading
 */
record Skew(int maxParallelism, double exponent, int flushed) {

    private static final List<Integer> PARALLELISMS =
            List.of(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 1_024);

    static List<Skew> all(int flushed) {
        List<Skew> all = new ArrayList<>();
        for (int groups : List.of(720, 1_024)) {
            for (double exponent : List.of(0.0, 1.2)) {
                all.add(new Skew(groups, exponent, 0));
                all.add(new Skew(groups, exponent, flushed));
            }
        }
        return all;
    }

    String name() {
        String keys = exponent == 0 ? "uniform" : "zipf-" + exponent;
        return "%d-%s%s".formatted(maxParallelism, keys, flushed == 0 ? "" : "-preaggregated");
    }

    /** The fullest subtask's load against the mean, by parallelism. */
    NavigableMap<Integer, Double> fullest(int keys) {
        double[] shares = Zipf.shares(keys, exponent);
        int[] groups = new int[keys];
        Arrays.setAll(
                groups, i -> KeyGroupRangeAssignment.assignToKeyGroup("k" + i, maxParallelism));
        NavigableMap<Integer, Double> fullest = new TreeMap<>();
        for (int parallelism : PARALLELISMS) {
            if (parallelism <= maxParallelism) {
                fullest.put(parallelism, fullest(parallelism, shares, groups));
            }
        }
        return fullest;
    }

    private double fullest(int parallelism, double[] shares, int[] groups) {
        double[] load = new double[parallelism];
        for (int i = 0; i < shares.length; i++) {
            int subtask =
                    KeyGroupRangeAssignment.computeOperatorIndexForKeyGroup(
                            maxParallelism, parallelism, groups[i]);
            load[subtask] += sent(shares[i]);
        }
        double mean = Arrays.stream(load).sum() / parallelism;
        return Arrays.stream(load).max().orElseThrow() / mean;
    }

    /** Records of a key that each subtask sends, up to a factor that all keys have in common. */
    private double sent(double share) {
        return flushed == 0 ? share : 1 - Math.pow(1 - share, flushed);
    }

    List<String> lines(NavigableMap<Integer, Double> fullest) {
        List<String> lines = new ArrayList<>();
        fullest.forEach(
                (parallelism, ratio) ->
                        lines.add(
                                String.format(
                                        Locale.ROOT,
                                        "skew growth %s %d %.2f",
                                        name(),
                                        parallelism,
                                        ratio)));
        return lines;
    }
}
