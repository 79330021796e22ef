package io.oncestream.function.statistics;

import static io.oncestream.function.statistics.RunningSums.SQUARES;
import static io.oncestream.function.statistics.RunningSums.VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunningSumsTest {

    /** From near each other to the whole range of double. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 70, 300, 1_000})
    void sumsAreExactWhateverTheSizesOfTheSummands(int exponents) {
        long seed = exponents;
        Random random = new Random(seed);
        RunningSums sums = new RunningSums();
        BigDecimal values = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (int i = 0; i < 2_000; i++) {
            double value =
                    random.nextInt(10) == 0
                            ? 0
                            : Math.scalb(
                                    random.nextDouble() - 0.5,
                                    random.nextInt(exponents) - exponents / 2);
            sums.add(VALUES, value);
            sums.addProduct(SQUARES, value, value);
            values = values.add(new BigDecimal(value));
            squares = squares.add(new BigDecimal(value).pow(2));
        }
        assertThat(decimal(sums, VALUES)).as("seed %d", seed).isEqualByComparingTo(values);
        assertThat(decimal(sums, SQUARES)).as("seed %d", seed).isEqualByComparingTo(squares);
    }

    /**
     * As after half a billion summands. Seen red where digits were not set aside at their limit.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, -1})
    void digitsAreSetAsideWhenTheyReachTheLimit(int sign) {
        RunningSums sums = new RunningSums();
        double value = sign * (2 - Math.ulp(1.0));
        sums.add(VALUES, value);
        BigDecimal full = BigDecimal.ZERO;
        for (int digit = 1; digit <= 5; digit++) {
            sums.parts[digit] = sign * (ExactSums.LIMIT - 1);
        }
        full = full.add(decimal(sums, VALUES));
        for (int i = 1; i <= 10_000; i++) {
            sums.add(VALUES, value);
        }
        for (int digit = 1; digit <= 5; digit++) {
            assertThat(sums.parts[digit]).isBetween(-ExactSums.LIMIT, ExactSums.LIMIT - 1);
        }
        BigDecimal added = new BigDecimal(value).multiply(BigDecimal.valueOf(10_000));
        assertThat(decimal(sums, VALUES)).isEqualByComparingTo(full.add(added));
    }

    @Test
    void nothingAddedIsZero() {
        assertThat(new RunningSums().result(VALUES).digits()).isEmpty();
    }

    private static BigDecimal decimal(RunningSums sums, int sum) {
        DyadicRational exact = ExactSums.exact(sums.result(sum));
        BigDecimal significand = new BigDecimal(exact.significand());
        BigDecimal two = BigDecimal.valueOf(2);
        return exact.exponent() < 0
                ? significand.divide(two.pow(-exact.exponent()))
                : significand.multiply(two.pow(exact.exponent()));
    }
}
