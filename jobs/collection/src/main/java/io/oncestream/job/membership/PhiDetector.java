package io.oncestream.job.membership;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Says how unlikely it is that a node that has been silent for so long still shows a sign of life,
 * by the intervals between its last ones, which are taken to be normally distributed (Hayashibara
 * et al., "The φ accrual failure detector", 2004). The distribution function is approximated by a
 * logistic one.
 */
final class PhiDetector implements Serializable {

    private static final long serialVersionUID = 1L;

    static final int INTERVALS_MAX = 100;

    /** Regular intervals would otherwise make the smallest delay suspicious. */
    private static final double DEVIATION_MILLIS_MIN = 100;

    /** Beyond it nobody can tell probabilities apart. */
    private static final double PHI_MAX = 1_000;

    private final long pauseMillis;

    /** How many deviations beyond the mean, and the pause, the threshold is. */
    private final double deviations;

    PhiDetector(double threshold, long pauseMillis) {
        this.pauseMillis = pauseMillis;
        this.deviations = deviations(threshold);
    }

    /** Phi of a silence. */
    double phi(long silenceMillis, List<Long> intervals) {
        double mean = mean(intervals);
        double y = (silenceMillis - mean - pauseMillis) / deviation(intervals, mean);
        double x = logit(y);
        double softplus = x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
        return Math.min(PHI_MAX, softplus / Math.log(10));
    }

    /** After how long a silence, in milliseconds, phi is at the threshold. */
    long timeout(List<Long> intervals) {
        double mean = mean(intervals);
        return (long) Math.ceil(mean + pauseMillis + deviations * deviation(intervals, mean));
    }

    /** With one more, and the oldest left out where they are too many. */
    static List<Long> learned(List<Long> intervals, long next) {
        List<Long> all = new ArrayList<>(intervals);
        if (all.size() >= INTERVALS_MAX) {
            all.remove(0);
        }
        all.add(next);
        return all;
    }

    private static double mean(List<Long> intervals) {
        double sum = 0;
        for (long each : intervals) {
            sum += each;
        }
        return intervals.isEmpty() ? 0 : sum / intervals.size();
    }

    private static double deviation(List<Long> intervals, double mean) {
        double squares = 0;
        for (long each : intervals) {
            squares += (each - mean) * (each - mean);
        }
        return Math.max(DEVIATION_MILLIS_MIN, Math.sqrt(squares / Math.max(1, intervals.size())));
    }

    private static double logit(double y) {
        return y * (1.5976 + 0.070566 * y * y);
    }

    /** It grows, so that halving finds it. */
    private static double deviations(double threshold) {
        double wanted = threshold * Math.log(10) + Math.log1p(-Math.pow(10, -threshold));
        double low = -100;
        double high = 100;
        for (int i = 0; i < 100; i++) {
            double middle = (low + high) / 2;
            if (logit(middle) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
