package io.oncestream.state.window;

/**
 * An exact sum of doubles or of products of two doubles: the sum of digits[i] × 2^(32·(lowest+i)).
 * Nothing is rounded, overflows or underflows in between, so the order of the summands does not
 * matter.
 *
 * <p>This is the small superaccumulator of Neal ("Fast exact summation using small and large
 * superaccumulators", 2015, arXiv:1505.05571), kept only as wide as the summands need: digits have
 * 32 bits and a sign, and the other bits of a long take carries, so that an addition touches few
 * digits and carries seldom.
 *
 * <p>Sums of doubles of similar size take three or four digits, of their products five or six; the
 * largest possible, of products from the whole range of double, 134, which are about 1 kB.
 *
 * <p>The function that owns the state changes the digits in place. Flink's heap backend hands it a
 * copy while a snapshot needs the old ones, and other backends always do.
 *
 * @param lowest position of the first digit; of no meaning without digits
 * @param digits each from -2^61 to 2^61 - 1; none stand for 0, and are never changed in place
 */
@SuppressWarnings("ArrayRecordComponent") // Is not compared; a list would box every digit.
public record ExactSum(int lowest, long[] digits) {}
