package io.oncestream.state.window;

import java.math.BigInteger;

/**
 * The number significand × 2^exponent. Every finite double is one, and so are their sums and
 * products: with these numbers they have no rounding, no overflow and no underflow, and do not
 * depend on the order of the summands.
 *
 * <p>Sums of doubles of similar size take two or three words of 64 bits; the largest possible, of
 * products from the whole range of double, about 550 bytes.
 *
 * @param significand any integer
 * @param exponent of two; of no meaning when the significand is 0
 */
public record DyadicRational(BigInteger significand, int exponent) {}
