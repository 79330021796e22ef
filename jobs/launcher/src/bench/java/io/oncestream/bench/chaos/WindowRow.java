package io.oncestream.bench.chaos;

import java.math.BigDecimal;

/**
 * What the averages table says about a key and window, as far as it is computed here anew.
 *
 * @param sum rounded once, from the exact one
 */
record WindowRow(long count, double sum, double min, double max, double first, double last) {

    /** A window that readings are added to in the order of their times. */
    static final class Builder {
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double first;
        private double last;

        void add(double value) {
            first = count == 0 ? value : first;
            last = value;
            min = Math.min(min, value);
            max = Math.max(max, value);
            sum = sum.add(new BigDecimal(value));
            count++;
        }

        WindowRow build() {
            return new WindowRow(count, sum.doubleValue(), min, max, first, last);
        }
    }
}
