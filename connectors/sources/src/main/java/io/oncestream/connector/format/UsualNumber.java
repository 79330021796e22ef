package io.oncestream.connector.format;

/**
 * Numbers as nearly all are written: a sign, digits and a point. {@link Double#parseDouble} takes
 * several times as long for them.
 */
final class UsualNumber {

    /** As many nines are below 2^53, so each such whole number is a double. */
    private static final int DIGITS_MAX = 15;

    /** Doubles as well: so one division of two of them is rounded once, and exact. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private UsualNumber() {}

    /** The number that {@link Double#parseDouble} reads, or NaN: read it in another way. */
    static double parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        at += negative ? 1 : 0;
        int first = at;
        int point = -1;
        long digits = 0;
        if (to - first > DIGITS_MAX + 1) {
            return Double.NaN;
        }
        for (; at < to; at++) {
            int digit = bytes[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
            } else if (bytes[at] == '.' && point < 0) {
                point = at;
            } else {
                return Double.NaN;
            }
        }
        int count = to - first - (point < 0 ? 0 : 1);
        if (count == 0 || count > DIGITS_MAX) {
            return Double.NaN;
        }
        double number = digits;
        if (point >= 0) {
            number /= POWERS_OF_TEN[to - point - 1];
        }
        return negative ? -number : number;
    }
}
