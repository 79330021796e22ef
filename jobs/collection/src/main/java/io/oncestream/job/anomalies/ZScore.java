package io.oncestream.job.anomalies;

import io.oncestream.state.anomaly.Anomaly;
import io.oncestream.state.anomaly.Measurement;
import io.oncestream.state.anomaly.Moments;
import java.util.ArrayList;
import java.util.List;

/**
 * How many standard deviations the values of a sample are from their means, over all values of the
 * key with older ones weighing less from the 1,000th on. More than three are odd. It sees no
 * seasons and no patterns, and costs 24 bytes a column.
 */
final class ZScore {

    private static final double USUAL_MAX = 3;
    private static final int LEARNED_MIN = 30;
    private static final int MEMORY = 1_000;

    /** Of a value beside others that never differed. */
    private static final double SCORE_MAX = 1e6;

    private final List<String> columns;
    private final double tolerance;

    ZScore(List<String> columns, double tolerance) {
        this.columns = columns;
        this.tolerance = tolerance;
    }

    /** Says how odd a sample is, by what was seen before it. */
    Anomaly judge(Measurement sample, List<Moments> seen) {
        int oddest = 0;
        double score = 0;
        for (int i = 0; i < seen.size(); i++) {
            double each = score(sample.values().get(i), seen.get(i));
            if (each > score) {
                oddest = i;
                score = each;
            }
        }
        if (score <= USUAL_MAX) {
            return new Anomaly(sample.key(), sample.time(), 0, score, null, null, null, null);
        }
        return new Anomaly(
                sample.key(),
                sample.time(),
                1 - USUAL_MAX / score,
                score,
                columns.get(oddest),
                sample.time(),
                sample.values().get(oddest),
                seen.get(oddest).mean());
    }

    private double score(double value, Moments seen) {
        double distance = Math.abs(value - seen.mean());
        if (seen.count() < LEARNED_MIN || distance <= tolerance * Math.abs(seen.mean())) {
            return 0;
        }
        // Nothing differed yet: 0/0 would be no number.
        return distance == 0 ? 0 : Math.min(SCORE_MAX, distance / Math.sqrt(seen.variance()));
    }

    /** What is known with a sample more. */
    static List<Moments> learned(List<Moments> seen, Measurement sample) {
        List<Moments> next = new ArrayList<>(sample.values().size());
        for (int i = 0; i < sample.values().size(); i++) {
            next.add(learned(seen.isEmpty() ? Moments.NONE : seen.get(i), sample.values().get(i)));
        }
        return next;
    }

    private static Moments learned(Moments seen, double value) {
        long count = seen.count() + 1;
        double share = 1.0 / Math.min(count, MEMORY);
        double distance = value - seen.mean();
        double mean = seen.mean() + share * distance;
        return new Moments(
                count,
                mean,
                seen.variance() + share * (distance * (value - mean) - seen.variance()));
    }
}
