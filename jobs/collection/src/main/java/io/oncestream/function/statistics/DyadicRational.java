package io.oncestream.function.statistics;

import java.math.BigInteger;

/**
 * The number significand × 2^exponent: exact, but for the methods that return a double.
 *
 * @param significand any integer
 * @param exponent of two
 */
record DyadicRational(BigInteger significand, int exponent) {

    /** More than the 53 of a double, and in a long, so that rounding happens once. */
    private static final int QUOTIENT_BITS = 64;

    static DyadicRational of(long integer) {
        return new DyadicRational(BigInteger.valueOf(integer), 0);
    }

    boolean isZero() {
        return significand.signum() == 0;
    }

    DyadicRational minus(DyadicRational other) {
        int least = Math.min(exponent, other.exponent);
        return new DyadicRational(align(least).subtract(other.align(least)), least);
    }

    private BigInteger align(int least) {
        return significand.shiftLeft(exponent - least);
    }

    DyadicRational times(DyadicRational other) {
        return new DyadicRational(
                significand.multiply(other.significand), exponent + other.exponent);
    }

    /** The nearest double, or an infinity beyond the range of double. */
    double toDouble() {
        DyadicRational rounded = shorten();
        return Math.scalb(rounded.significand.doubleValue(), rounded.exponent);
    }

    /**
     * Their quotient as the nearest double, below Double.MIN_NORMAL within 1 ulp, or an infinity
     * beyond the range of double; the divisor is not 0.
     */
    double quotient(DyadicRational divisor) {
        return divide(divisor).toDouble();
    }

    /**
     * The square root of their quotient within 1 ulp; this is not negative, the divisor above 0.
     */
    double squareRootOfQuotient(DyadicRational divisor) {
        DyadicRational square = divide(divisor);
        int odd = square.exponent & 1;
        double even = square.significand.shiftLeft(odd).doubleValue();
        return Math.scalb(Math.sqrt(even), (square.exponent - odd) / 2);
    }

    /**
     * The quotient with so many bits, the last one sticky, that rounding to a double is correct.
     */
    private DyadicRational divide(DyadicRational divisor) {
        int missing = QUOTIENT_BITS + divisor.significand.bitLength() - significand.bitLength();
        int shift = Math.max(0, missing);
        BigInteger[] parts = significand.shiftLeft(shift).divideAndRemainder(divisor.significand);
        BigInteger quotient = parts[0];
        if (parts[1].signum() != 0 && !quotient.testBit(0)) {
            int away = significand.signum() * divisor.significand.signum();
            quotient = quotient.add(BigInteger.valueOf(away));
        }
        return new DyadicRational(quotient, exponent - divisor.exponent - shift).shorten();
    }

    /**
     * At most 64 bits of the significand, rounded to odd: rounding the result to a double is then
     * the same as rounding the number itself (Boldo and Melquiond, "Emulation of a FMA and
     * correctly rounded sums: proved algorithms using rounding to odd", 2008).
     */
    private DyadicRational shorten() {
        int excess = significand.bitLength() - QUOTIENT_BITS;
        if (excess <= 0) {
            return this;
        }
        boolean exact = significand.getLowestSetBit() >= excess;
        BigInteger shortened = significand.shiftRight(excess);
        return new DyadicRational(exact ? shortened : shortened.setBit(0), exponent + excess);
    }
}
