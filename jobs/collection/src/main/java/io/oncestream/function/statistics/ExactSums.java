package io.oncestream.function.statistics;

import io.oncestream.state.window.ExactSum;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Adds to exact sums. A method that adds changes the digits of the sum that it is given where they
 * suffice, so that only the sum that it returns may be used from then on.
 */
final class ExactSums {

    static final ExactSum ZERO = new ExactSum(0, new long[0]);

    /**
     * A digit from -LIMIT to LIMIT - 1 takes another one and a carry without overflow. After
     * carrying it is reached by half a billion additions at the earliest.
     */
    static final long LIMIT = 1L << 61;

    private static final int DIGIT_BITS = 32;
    private static final long DIGIT_MASK = (1L << DIGIT_BITS) - 1;

    private ExactSums() {}

    /** A finite double that is not 0. */
    static ExactSum of(double value) {
        return add(ZERO, value < 0, 0, Doubles.significand(value), Doubles.exponent(value));
    }

    /** Adds ±(high·2^64 + low) × 2^exponent; low has no sign, and high less than 2^42. */
    static ExactSum add(ExactSum sum, boolean negative, long high, long low, int exponent) {
        ExactSum wide = widen(sum, exponent >> 5, digits(high));
        int at = (exponent >> 5) - wide.lowest();
        return reachesLimit(wide.digits(), at, negative, high, low, exponent) ? carry(wide) : wide;
    }

    /** How many digits a summand takes. */
    static int digits(long high) {
        return high == 0 ? 3 : 5;
    }

    /** Adds the same to the digits from one on; whether one of them has reached its limit. */
    static boolean reachesLimit(
            long[] digits, int at, boolean negative, long high, long low, int exponent) {
        int shift = exponent & (DIGIT_BITS - 1);
        long first = low << shift;
        long second = high << shift | carriedOut(low, shift);
        // All ones, with which (x ^ sign) - sign is -x; or all zeros, with which it is x.
        long sign = negative ? -1 : 0;
        long reached =
                increase(digits, at, ((first & DIGIT_MASK) ^ sign) - sign)
                        | increase(digits, at + 1, ((first >>> DIGIT_BITS) ^ sign) - sign)
                        | increase(digits, at + 2, ((second & DIGIT_MASK) ^ sign) - sign);
        if (high != 0) {
            long third = carriedOut(high, shift);
            reached |=
                    increase(digits, at + 3, ((second >>> DIGIT_BITS) ^ sign) - sign)
                            | increase(digits, at + 4, (third ^ sign) - sign);
        }
        return reached != 0;
    }

    /** The bits that shifting to the left by 0 to 31 moves out of the word. */
    private static long carriedOut(long word, int shift) {
        return word >>> 1 >>> (Long.SIZE - 1 - shift);
    }

    /** Not 0 when the digit has reached the limit. */
    private static long increase(long[] digits, int at, long summand) {
        long digit = digits[at] + summand;
        digits[at] = digit;
        return (digit + LIMIT) >>> 62;
    }

    /** One of the two where the other has no digits; else a new sum, and both stay as they are. */
    static ExactSum merge(ExactSum a, ExactSum b) {
        if (a.digits().length == 0) {
            return b;
        }
        if (b.digits().length == 0) {
            return a;
        }
        ExactSum merged =
                widen(new ExactSum(a.lowest(), a.digits().clone()), b.lowest(), b.digits().length);
        int at = b.lowest() - merged.lowest();
        for (int i = 0; i < b.digits().length; i++) {
            merged.digits()[at + i] += b.digits()[i];
        }
        return carry(merged);
    }

    /** The same sum with digits for the positions from lowest, allocated only if it has not. */
    private static ExactSum widen(ExactSum sum, int lowest, int width) {
        int above = lowest - sum.lowest();
        int length = sum.digits().length;
        if (above >= 0 && above + width <= length) {
            return sum;
        }
        if (length == 0) {
            return new ExactSum(lowest, new long[width]);
        }
        int below = Math.max(0, -above);
        long[] digits = new long[below + Math.max(length, above + width)];
        System.arraycopy(sum.digits(), 0, digits, below, length);
        return new ExactSum(sum.lowest() - below, digits);
    }

    /** Leaves 32 bits to every digit, in place; the uppermost gets the sign and another above. */
    private static ExactSum carry(ExactSum sum) {
        long[] digits = sum.digits();
        int top = digits.length - 1;
        for (int i = 0; i < top; i++) {
            digits[i + 1] += digits[i] >> DIGIT_BITS;
            digits[i] &= DIGIT_MASK;
        }
        long carried = digits[top] >> DIGIT_BITS;
        if (carried == 0 || carried == -1) {
            return sum;
        }
        digits[top] &= DIGIT_MASK;
        long[] longer = Arrays.copyOf(digits, digits.length + 1);
        longer[digits.length] = carried;
        return new ExactSum(sum.lowest(), longer);
    }

    /** The sum as one number; it stays as it is. */
    static DyadicRational exact(ExactSum sum) {
        int length = sum.digits().length;
        ByteBuffer bigEndian = ByteBuffer.allocate(Integer.BYTES * length + Long.BYTES);
        long carry = 0;
        for (int i = 0; i < length; i++) {
            carry += sum.digits()[i];
            bigEndian.putInt(Long.BYTES + Integer.BYTES * (length - 1 - i), (int) carry);
            carry >>= DIGIT_BITS;
        }
        bigEndian.putLong(0, carry);
        return new DyadicRational(new BigInteger(bigEndian.array()), DIGIT_BITS * sum.lowest());
    }
}
