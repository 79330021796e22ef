package io.oncestream.function.statistics;

import io.oncestream.state.window.ExactSum;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Four exact sums that are changed in place: of values, their squares, weights times values, and
 * weights. They are in one array, because fetching four {@link ExactSum}s with an array each took
 * more time than adding.
 *
 * <p>A sum's digits begin one below those of its first summand and end one above. What is beyond is
 * added to an {@link ExactSum} beside them.
 */
final class RunningSums {

    static final int VALUES = 0;
    static final int SQUARES = 1;
    static final int WEIGHTED_VALUES = 2;
    static final int WEIGHTS = 3;

    private static final int VALUE_DIGITS = 5;
    private static final int PRODUCT_DIGITS = 7;

    /** Where each sum's part of the array begins, with the position of its first digit. */
    private static final int[] PARTS = {
        0,
        1 + VALUE_DIGITS,
        2 + VALUE_DIGITS + PRODUCT_DIGITS,
        3 + VALUE_DIGITS + 2 * PRODUCT_DIGITS
    };

    private static final int LENGTH = 4 + 2 * VALUE_DIGITS + 2 * PRODUCT_DIGITS;
    private static final long NONE = Long.MIN_VALUE;

    final long[] parts = new long[LENGTH];
    private ExactSum @Nullable [] others;

    RunningSums() {
        for (int part : PARTS) {
            parts[part] = NONE;
        }
    }

    /** Adds to all of them; both are finite. */
    void add(double value, double weight) {
        add(VALUES, value);
        addProduct(SQUARES, value, value);
        if (weight != 0) {
            addProduct(WEIGHTED_VALUES, weight, value);
            add(WEIGHTS, weight);
        }
    }

    /** Adds a finite double. */
    void add(int sum, double value) {
        long significand = Doubles.significand(value);
        if (significand != 0) {
            add(sum, VALUE_DIGITS, value < 0, 0, significand, Doubles.exponent(value));
        }
    }

    /** Adds the product of two finite doubles. */
    void addProduct(int sum, double a, double b) {
        long left = Doubles.significand(a);
        long right = Doubles.significand(b);
        if (left != 0 && right != 0) {
            add(
                    sum,
                    PRODUCT_DIGITS,
                    a < 0 != b < 0,
                    Math.multiplyHigh(left, right),
                    left * right,
                    Doubles.exponent(a) + Doubles.exponent(b));
        }
    }

    private void add(int sum, int width, boolean negative, long high, long low, int exponent) {
        int part = PARTS[sum];
        int position = exponent >> 5;
        if (parts[part] == NONE) {
            parts[part] = position - 1L;
        }
        int at = position - (int) parts[part];
        if (at < 0 || at + ExactSums.digits(high) > width) {
            setOther(sum, ExactSums.add(other(sum), negative, high, low, exponent));
        } else if (ExactSums.reachesLimit(parts, part + 1 + at, negative, high, low, exponent)) {
            setOther(sum, result(sum));
            Arrays.fill(parts, part + 1, part + 1 + width, 0);
        }
    }

    /** The sum from all that was added; nothing may be added to its digits. */
    ExactSum result(int sum) {
        int part = PARTS[sum];
        if (parts[part] == NONE) {
            return other(sum);
        }
        int end = sum + 1 < PARTS.length ? PARTS[sum + 1] : LENGTH;
        int from = part + 1;
        while (from < end && parts[from] == 0) {
            from++;
        }
        while (end > from && parts[end - 1] == 0) {
            end--;
        }
        ExactSum digits =
                from == end
                        ? ExactSums.ZERO
                        : new ExactSum(
                                (int) parts[part] + from - part - 1,
                                Arrays.copyOfRange(parts, from, end));
        return ExactSums.merge(digits, other(sum));
    }

    private ExactSum other(int sum) {
        return others == null ? ExactSums.ZERO : others[sum];
    }

    private void setOther(int sum, ExactSum other) {
        if (others == null) {
            others = new ExactSum[PARTS.length];
            Arrays.fill(others, ExactSums.ZERO);
        }
        others[sum] = other;
    }
}
