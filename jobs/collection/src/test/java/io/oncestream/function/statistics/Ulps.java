package io.oncestream.function.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Compares a double with the exact number that it stands for. */
final class Ulps {

    private static final BigDecimal DOUBLE_MAX = new BigDecimal(Double.MAX_VALUE);

    private Ulps() {}

    /** Null stands for what does not fit a double. */
    static void assertWithin(int ulps, @Nullable Double actual, BigDecimal exact) {
        double nearest = Math.min(Math.abs(exact.doubleValue()), Double.MAX_VALUE);
        BigDecimal slack = new BigDecimal(Math.ulp(nearest)).multiply(BigDecimal.valueOf(ulps));
        if (actual == null) {
            assertThat(exact.abs().add(slack)).isGreaterThan(DOUBLE_MAX);
            return;
        }
        assertThat(new BigDecimal(actual).subtract(exact).abs())
                .as("difference of %s from %s", actual, exact)
                .isLessThanOrEqualTo(slack);
    }
}
