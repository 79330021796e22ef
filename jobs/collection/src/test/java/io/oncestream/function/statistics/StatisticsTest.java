package io.oncestream.function.statistics;

import static io.oncestream.function.statistics.Readings.inOrder;
import static io.oncestream.function.statistics.Readings.summary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StatisticsTest {

    private static final double MAX = Double.MAX_VALUE;

    @Test
    void aMillionValuesAroundABillionHaveTheRightMeanAndDeviation() {
        long seed = 20260101;
        Random random = new Random(seed);
        List<Reading> readings =
                Readings.of(
                        DoubleStream.generate(() -> 1e9 + random.nextGaussian() * 1e-3)
                                .limit(1_000_000)
                                .toArray());
        ExactStatistics exact = new ExactStatistics(readings);
        for (WindowSummary summary :
                List.of(summary(inOrder(readings)), summary(Readings.inTree(readings, random)))) {
            Ulps.assertWithin(1, summary.sum(), exact.sum());
            Ulps.assertWithin(1, summary.mean(), exact.mean());
            Ulps.assertWithin(4, summary.stddev(), exact.stddev());
        }
    }

    @Test
    void theDeviationOfAConstantIsExactlyZero() {
        double[] constant = new double[1_000];
        Arrays.fill(constant, 0.1);
        assertThat(summary(constant).stddev()).isZero();
        assertThat(summary(constant).mean()).isEqualTo(0.1);
        assertThat(summary(MAX, MAX, MAX).stddev()).isZero();
    }

    @Test
    void aSumBeyondDoubleIsNullAndItsMeanIsNot() {
        WindowSummary summary = summary(MAX, MAX, MAX);
        assertThat(summary.sum()).isNull();
        assertThat(summary.mean()).isEqualTo(MAX);
    }

    @Test
    void aSumMayExceedDoubleInBetween() {
        assertThat(summary(MAX, MAX, -MAX).sum()).isEqualTo(MAX);
        assertThat(summary(MAX, -MAX, MAX).sum()).isEqualTo(MAX);
        assertThat(summary(-MAX, MAX, MAX).sum()).isEqualTo(MAX);
    }

    @Test
    void smallValuesSurviveGreatOnesThatCancel() {
        assertThat(summary(MAX, 1, Double.MIN_VALUE, -MAX, -1).sum()).isEqualTo(Double.MIN_VALUE);
        assertThat(summary(1e20, 1, 1e-20, -1e20, -1).sum()).isEqualTo(1e-20);
    }

    @Test
    void deviationsWhoseSquaresDoNotFitADoubleAreRight() {
        assertThat(summary(MAX, -MAX).stddev()).isEqualTo(MAX);
        assertThat(summary(1e-200, 3e-200).stddev()).isEqualTo(1e-200);
        assertThat(summary(0, 2 * Double.MIN_VALUE).stddev()).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void aDeviationThatIsFarBelowTheValuesIsRight() {
        assertThat(summary(1e300, 1e300, Math.nextUp(1e300), Math.nextUp(1e300)).stddev())
                .isEqualTo(Math.ulp(1e300) / 2);
        assertThat(summary(-1e9, Math.nextDown(-1e9)).stddev()).isEqualTo(Math.ulp(1e9) / 2);
    }

    @Test
    void weightsAndValuesWhoseProductsDoNotFitADoubleGiveTheRightMean() {
        assertThat(weightedMean(new double[] {1e200, 3e200}, 1e200, 1e200)).isEqualTo(2e200);
        assertThat(weightedMean(new double[] {1e-200, 3e-200}, 1e-200, 1e-200)).isEqualTo(2e-200);
        assertThat(weightedMean(new double[] {1, 4}, 2, 1)).isEqualTo(2);
    }

    @Test
    void withoutWeightsOrWithWeightsThatCancelThereIsNoWeightedMean() {
        assertThat(weightedMean(new double[] {1, 2}, 0, 0)).isNull();
        assertThat(weightedMean(new double[] {1, 2}, 0.1, -0.1)).isNull();
    }

    @Test
    void ofReadingsAtTheSameTimeFirstIsTheSmallestAndLastTheGreatest() {
        Instant early = Instant.EPOCH.minusNanos(1);
        Instant late = Instant.EPOCH.plusNanos(1);
        WindowSummary summary =
                summary(
                        inOrder(
                                List.of(
                                        new Reading("k", late, 7, 0),
                                        new Reading("k", early, 5, 0),
                                        new Reading("k", late, 9, 0),
                                        new Reading("k", early, 3, 0),
                                        new Reading("k", Instant.EPOCH, 100, 0))));
        assertThat(summary.first()).isEqualTo(3);
        assertThat(summary.last()).isEqualTo(9);
    }

    @Test
    void negativeZeroIsSmallerThanZeroAndSumsUpToZero() {
        assertThat(summary(0d, -0d).min()).isEqualTo(-0d);
        assertThat(summary(-0d, 0d).max()).isEqualTo(0d);
        assertThat(summary(-0d).sum()).isEqualTo(0d);
    }

    @Test
    void aValueThatIsNoFiniteNumberIsRefused() {
        assertThatThrownBy(() -> summary(Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> summary(Double.POSITIVE_INFINITY))
                .hasMessageContaining("Infinity");
    }

    private static Double weightedMean(double[] values, double... weights) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            readings.add(new Reading("k", Instant.EPOCH, values[i], weights[i]));
        }
        return summary(inOrder(readings)).weightedMean();
    }
}
