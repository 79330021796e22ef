package io.oncestream.function.statistics;

/** The parts of a finite double: it is ±significand × 2^exponent. */
final class Doubles {

    private static final int FRACTION_BITS = 52;
    private static final long IMPLICIT_BIT = 1L << FRACTION_BITS;
    private static final int EXPONENT_MASK = 0x7ff;
    private static final int EXPONENT_MIN = Double.MIN_EXPONENT - FRACTION_BITS;

    private Doubles() {}

    /** Less than 2^53. */
    static long significand(double value) {
        long bits = Double.doubleToRawLongBits(value);
        long fraction = bits & (IMPLICIT_BIT - 1);
        return biasedExponent(bits) == 0 ? fraction : fraction | IMPLICIT_BIT;
    }

    /** From -1074 to 971. */
    static int exponent(double value) {
        int biased = biasedExponent(Double.doubleToRawLongBits(value));
        return Math.max(biased, 1) - 1 + EXPONENT_MIN;
    }

    private static int biasedExponent(long bits) {
        return (int) (bits >>> FRACTION_BITS) & EXPONENT_MASK;
    }
}
