package io.oncestream.function.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.window.ExactSum;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExactSumsTest {

    private static final double MAX = Double.MAX_VALUE;
    private static final double MIN = Double.MIN_VALUE;
    private static final long LIMIT = ExactSums.LIMIT;

    /** The exponent of the lowest digit that any product of doubles needs. */
    private static final int LEAST_EXPONENT = -32 * 68;

    @Property
    void productsOfAnyDoublesAreExact(@ForAll("finite") double a, @ForAll("finite") double b) {
        assertIs(addProduct(ExactSums.ZERO, a, b), exact(a).multiply(exact(b)));
    }

    @Property
    void productsAreAddedToAnyWidth(@ForAll("finite") double a, @ForAll("finite") double b) {
        ExactSum sum = addProduct(ExactSums.ZERO, a, a);
        sum = add(sum, b);
        sum = addProduct(sum, a, b);
        sum = addProduct(sum, -b, b);
        BigDecimal expected = exact(a).pow(2).add(exact(b)).add(exact(a).multiply(exact(b)));
        assertIs(sum, expected.subtract(exact(b).pow(2)));
    }

    @Test
    void theWholeRangeOfDoubleFitsOneSumWhichGrowsDownwards() {
        ExactSum sum = sum(MAX, 1e200, 1, -1e-200, MIN);
        assertIs(sum, exact(MAX, 1e200, 1, -1e-200, MIN));
        assertThat(sum.digits()).hasSize(67);
    }

    @Test
    void theWholeRangeOfDoubleFitsOneSumWhichGrowsUpwards() {
        ExactSum sum = sum(MIN, -1e-200, 1, 1e200, MAX);
        assertIs(sum, exact(MAX, 1e200, 1, -1e-200, MIN));
        assertThat(sum.digits()).hasSize(67);
    }

    @Test
    void productsFromTheWholeRangeOfDoubleNeedTheDigitsThatTheirStateDocuments() {
        ExactSum sum = addProduct(ExactSums.ZERO, MIN, MIN);
        sum = addProduct(sum, MAX, MAX);
        for (int doubled = 0; doubled < 62; doubled++) {
            sum = ExactSums.merge(sum, sum);
        }
        assertIs(sum, twice(exact(MAX).pow(2).add(exact(MIN).pow(2)), 62));
        assertThat(sum.digits()).hasSize(134);
    }

    @Test
    void aZeroNeedsNoDigits() {
        assertThat(sum(0d, -0d).digits()).isEmpty();
        assertThat(addProduct(ExactSums.ZERO, 0, MAX).digits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void digitsCarryWhenTheyReachTheLimit(long sign) {
        long[] digits = {LIMIT - 1, LIMIT - 1, LIMIT - 1};
        for (int i = 0; i < digits.length; i++) {
            digits[i] *= sign;
        }
        ExactSum sum = new ExactSum(-1, digits);
        BigInteger expected = scaled(sum);
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double value = sign * (1L << 52 | random.nextLong() >>> 12) * 0x1p-20;
            sum = add(sum, value);
            expected = expected.add(scaled(exact(value)));
            assertThat(LongStream.of(sum.digits()))
                    .allMatch(digit -> -LIMIT <= digit && digit < LIMIT);
        }
        assertThat(scaled(sum)).as("seed %d", seed).isEqualTo(expected);
        assertThat(sum.digits()).as("carried into another digit").hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, -0.1, MAX, -MIN})
    void sumsThatAreDoubledByMergingDoNotOverflow(double value) {
        ExactSum sum = sum(value);
        for (int doubled = 0; doubled < 300; doubled++) {
            sum = ExactSums.merge(sum, sum);
        }
        assertIs(sum, twice(exact(value), 300));
    }

    @Test
    void fullDigitsMergeWithoutOverflow() {
        long[] greatest = {LIMIT - 1, LIMIT - 1};
        long[] least = {-LIMIT, -LIMIT};
        for (long[] digits : new long[][] {greatest, least}) {
            ExactSum full = new ExactSum(0, digits);
            assertThat(scaled(ExactSums.merge(full, full))).isEqualTo(scaled(full).shiftLeft(1));
        }
    }

    @Test
    void mergingLeavesBothSumsAsTheyAre() {
        ExactSum wide = sum(MAX, MIN);
        ExactSum narrow = sum(0.1);
        for (ExactSum merged :
                new ExactSum[] {ExactSums.merge(wide, narrow), ExactSums.merge(narrow, wide)}) {
            assertIs(add(merged, 1), exact(MAX, MIN, 0.1, 1));
        }
        assertIs(wide, exact(MAX, MIN));
        assertIs(narrow, exact(0.1));
    }

    @Property
    void sumsOfAnyWidthsMerge(
            @ForAll("finite") double a, @ForAll("finite") double b, @ForAll("finite") double c) {
        assertIs(ExactSums.merge(sum(a, b), sum(c)), exact(a, b, c));
        assertIs(ExactSums.merge(sum(a), sum(b, c)), exact(a, b, c));
    }

    @Provide
    Arbitrary<Double> finite() {
        return Arbitraries.oneOf(
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite),
                Arbitraries.of(MAX, -MAX, MIN, -MIN, Double.MIN_NORMAL, 1d, -1d, 0d, -0d),
                // All significands' bits set or one, at every shift in a digit.
                Arbitraries.integers()
                        .between(-64, 64)
                        .map(e -> Math.scalb(0x1.fffffffffffffp0, e)),
                Arbitraries.integers().between(-64, 64).map(e -> Math.scalb(-1d, e)));
    }

    private static ExactSum sum(double... values) {
        ExactSum sum = ExactSums.ZERO;
        for (double value : values) {
            sum = add(sum, value);
        }
        return sum;
    }

    private static BigDecimal exact(double... values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (double value : values) {
            sum = sum.add(new BigDecimal(value));
        }
        return sum;
    }

    private static BigDecimal twice(BigDecimal value, int times) {
        return value.multiply(new BigDecimal(BigInteger.TWO.pow(times)));
    }

    private static void assertIs(ExactSum actual, BigDecimal expected) {
        assertThat(scaled(actual)).isEqualTo(scaled(expected));
    }

    private static BigInteger scaled(ExactSum sum) {
        DyadicRational exact = ExactSums.exact(sum);
        return exact.significand().shiftLeft(exact.exponent() - LEAST_EXPONENT);
    }

    private static BigInteger scaled(BigDecimal value) {
        return twice(value, -LEAST_EXPONENT).toBigIntegerExact();
    }

    private static ExactSum add(ExactSum sum, double value) {
        long significand = Doubles.significand(value);
        return significand == 0
                ? sum
                : ExactSums.add(sum, value < 0, 0, significand, Doubles.exponent(value));
    }

    private static ExactSum addProduct(ExactSum sum, double a, double b) {
        long left = Doubles.significand(a);
        long right = Doubles.significand(b);
        return left == 0 || right == 0
                ? sum
                : ExactSums.add(
                        sum,
                        a < 0 != b < 0,
                        Math.multiplyHigh(left, right),
                        left * right,
                        Doubles.exponent(a) + Doubles.exponent(b));
    }
}
