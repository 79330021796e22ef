package io.oncestream.bench.membership;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The median of all seeds, the least and the greatest. */
record Spread(double median, double least, double greatest) {

    static <T> Spread of(List<T> trials, ToDoubleFunction<T> value) {
        double[] sorted = trials.stream().mapToDouble(value).sorted().toArray();
        int last = sorted.length - 1;
        return new Spread(
                (sorted[last / 2] + sorted[(last + 1) / 2]) / 2, sorted[0], sorted[last]);
    }

    String figure(String name, String system, String what) {
        return String.format(
                Locale.ROOT, "figure membership %s %s %s %.3f", name, system, what, median);
    }

    String ratio(String name, String pair) {
        return String.format(
                Locale.ROOT,
                "ratio membership %s %s %.2f %.2f %.2f",
                name,
                pair,
                median,
                least,
                greatest);
    }
}
