package io.oncestream.function.statistics;

import io.oncestream.state.reading.Reading;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The naive recomputation: two passes in decimal arithmetic, exact but for divisions and roots. */
record ExactStatistics(List<Reading> readings) {

    private static final MathContext DIGITS = new MathContext(60, RoundingMode.HALF_EVEN);

    BigDecimal sum() {
        return readings.stream()
                .map(r -> new BigDecimal(r.value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    BigDecimal mean() {
        return sum().divide(BigDecimal.valueOf(readings.size()), DIGITS);
    }

    @Nullable BigDecimal weightedMean() {
        BigDecimal weightSum =
                readings.stream()
                        .map(r -> new BigDecimal(r.weight()))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal weightedSum =
                readings.stream()
                        .map(r -> new BigDecimal(r.weight()).multiply(new BigDecimal(r.value())))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return weightSum.signum() == 0 ? null : weightedSum.divide(weightSum, DIGITS);
    }

    BigDecimal stddev() {
        // Count times the value, so that the deviation from the mean needs no division.
        BigDecimal count = BigDecimal.valueOf(readings.size());
        BigDecimal sum = sum();
        BigDecimal squares =
                readings.stream()
                        .map(r -> count.multiply(new BigDecimal(r.value())).subtract(sum).pow(2))
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return squares.divide(count.pow(3), DIGITS).sqrt(DIGITS);
    }
}
