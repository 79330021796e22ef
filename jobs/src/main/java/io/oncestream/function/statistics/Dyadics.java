package io.oncestream.function.statistics;

import io.oncestream.state.window.DyadicRational;
import java.math.BigInteger;

/** Arithmetic of dyadic rationals: exact, but for the methods that return a double. */
final class Dyadics {

    static final DyadicRational ZERO = new DyadicRational(BigInteger.ZERO, 0);

    /** More than the 53 of a double, and in a long, so that rounding happens once. */
    private static final int QUOTIENT_BITS = 64;

    /** So that what is cut off is far below the 53 bits of a double, and the rest is a long. */
    private static final int SQUARED_BITS = 62;

    private static final int MANTISSA_BITS = 52;
    private static final int EXPONENT_MIN = Double.MIN_EXPONENT - MANTISSA_BITS;

    private Dyadics() {}

    static DyadicRational of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("Not a finite number: " + value);
        }
        if (value == 0) {
            return ZERO;
        }
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> MANTISSA_BITS) & 0x7ff;
        long fraction = bits & ((1L << MANTISSA_BITS) - 1);
        long significand = biased == 0 ? fraction : fraction | 1L << MANTISSA_BITS;
        // Without trailing zeros sums of round numbers stay short.
        int zeros = Long.numberOfTrailingZeros(significand);
        long odd = significand >> zeros;
        return new DyadicRational(
                BigInteger.valueOf(value < 0 ? -odd : odd),
                Math.max(biased, 1) + EXPONENT_MIN - 1 + zeros);
    }

    static boolean isZero(DyadicRational a) {
        return a.significand().signum() == 0;
    }

    static DyadicRational plus(DyadicRational a, DyadicRational b) {
        if (isZero(a)) {
            return b;
        }
        if (isZero(b)) {
            return a;
        }
        int exponent = Math.min(a.exponent(), b.exponent());
        return new DyadicRational(align(a, exponent).add(align(b, exponent)), exponent);
    }

    static DyadicRational minus(DyadicRational a, DyadicRational b) {
        if (isZero(b)) {
            return a;
        }
        int exponent = isZero(a) ? b.exponent() : Math.min(a.exponent(), b.exponent());
        return new DyadicRational(align(a, exponent).subtract(align(b, exponent)), exponent);
    }

    private static BigInteger align(DyadicRational a, int exponent) {
        return isZero(a) ? BigInteger.ZERO : a.significand().shiftLeft(a.exponent() - exponent);
    }

    static DyadicRational times(DyadicRational a, DyadicRational b) {
        return new DyadicRational(
                a.significand().multiply(b.significand()), a.exponent() + b.exponent());
    }

    static DyadicRational times(DyadicRational a, long factor) {
        return factor == 1
                ? a
                : new DyadicRational(
                        a.significand().multiply(BigInteger.valueOf(factor)), a.exponent());
    }

    /** The nearest double, or an infinity beyond the range of double. */
    static double toDouble(DyadicRational a) {
        DyadicRational rounded = shorten(a);
        return Math.scalb(rounded.significand().doubleValue(), rounded.exponent());
    }

    /** a / b as the nearest double, or an infinity beyond the range of double; b is not 0. */
    static double quotient(DyadicRational a, DyadicRational b) {
        return toDouble(divide(a, b));
    }

    /** The square root of a / b within 1 ulp; both are positive or a is 0. */
    static double squareRootOfQuotient(DyadicRational a, DyadicRational b) {
        DyadicRational square = divide(a, b);
        int odd = square.exponent() & 1;
        double significand = square.significand().shiftLeft(odd).doubleValue();
        return Math.scalb(Math.sqrt(significand), (square.exponent() - odd) / 2);
    }

    /** a² / divisor, rounded to 53 bits and within 2 units of the last; divisor is from 1. */
    static DyadicRational squareOver(DyadicRational a, double divisor) {
        int excess = Math.max(0, a.significand().bitLength() - SQUARED_BITS);
        long leading = a.significand().shiftRight(excess).longValue();
        double high = leading;
        double low = leading - (long) high;
        double square = high * high;
        double tail = Math.fma(high, high, -square) + 2 * high * low;
        DyadicRational quotient = of((square + tail) / divisor);
        return new DyadicRational(
                quotient.significand(), quotient.exponent() + 2 * (a.exponent() + excess));
    }

    /** a / b with so many bits, the last one sticky, that rounding to a double is correct. */
    private static DyadicRational divide(DyadicRational a, DyadicRational b) {
        int missing = QUOTIENT_BITS + b.significand().bitLength() - a.significand().bitLength();
        int shift = Math.max(0, missing);
        BigInteger[] parts = a.significand().shiftLeft(shift).divideAndRemainder(b.significand());
        BigInteger quotient = parts[0];
        if (parts[1].signum() != 0 && !quotient.testBit(0)) {
            int away = a.significand().signum() * b.significand().signum();
            quotient = quotient.add(BigInteger.valueOf(away));
        }
        return shorten(new DyadicRational(quotient, a.exponent() - b.exponent() - shift));
    }

    /**
     * At most 64 bits of the significand, rounded to odd: rounding the result to a double is then
     * the same as rounding the number itself (Boldo and Melquiond, "Emulation of a FMA and
     * correctly rounded sums: proved algorithms using rounding to odd", 2008).
     */
    private static DyadicRational shorten(DyadicRational a) {
        int excess = a.significand().bitLength() - QUOTIENT_BITS;
        if (excess <= 0) {
            return a;
        }
        boolean exact = a.significand().getLowestSetBit() >= excess;
        BigInteger shortened = a.significand().shiftRight(excess);
        return new DyadicRational(exact ? shortened : shortened.setBit(0), a.exponent() + excess);
    }
}
