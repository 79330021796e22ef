package io.oncestream.function.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any readings, in any order and over any tree of merges, against a naive recomputation. */
class StatisticsPropertyTest {

    private static final int ULPS = 4;

    @Property
    void sumMeanAndDeviationAreThoseOfExactArithmetic(
            @ForAll("readings") List<Reading> readings, @ForAll long seed) {
        WindowSummary summary = summary(readings, seed);
        ExactStatistics exact = new ExactStatistics(readings);
        Ulps.assertWithin(ULPS, summary.sum(), exact.sum());
        Ulps.assertWithin(ULPS, summary.mean(), exact.mean());
        Ulps.assertWithin(ULPS, summary.stddev(), exact.stddev());
    }

    @Property
    void theWeightedMeanIsThatOfExactArithmetic(
            @ForAll("readings") List<Reading> readings, @ForAll long seed) {
        WindowSummary summary = summary(readings, seed);
        ExactStatistics exact = new ExactStatistics(readings);
        if (exact.weightedMean() == null) {
            assertThat(summary.weightedMean()).isNull();
        } else {
            Ulps.assertWithin(ULPS, summary.weightedMean(), exact.weightedMean());
        }
    }

    @Property
    void countMinMaxFirstAndLastAreExact(
            @ForAll("readings") List<Reading> readings, @ForAll long seed) {
        WindowSummary summary = summary(readings, seed);
        List<Double> values = readings.stream().map(Reading::value).toList();
        List<Reading> byTime =
                readings.stream()
                        .sorted(
                                Comparator.comparing(Reading::time)
                                        .thenComparingDouble(Reading::value))
                        .toList();
        assertThat(summary.count()).isEqualTo(readings.size());
        assertThat(summary.min()).isEqualTo(Collections.min(values));
        assertThat(summary.max()).isEqualTo(Collections.max(values));
        assertThat(summary.first()).isEqualTo(byTime.get(0).value());
        assertThat(summary.last()).isEqualTo(byTime.get(byTime.size() - 1).value());
    }

    @Property
    void statisticsAreTheSameToTheBitInEveryOrder(
            @ForAll("readings") List<Reading> readings, @ForAll long seed) {
        WindowSummary one = Readings.summary(Readings.inOrder(readings));
        WindowSummary other = summary(readings, seed);
        assertThat(other).isEqualTo(one);
    }

    private static WindowSummary summary(List<Reading> readings, long seed) {
        Random random = new Random(seed);
        List<Reading> shuffled = new ArrayList<>(readings);
        Collections.shuffle(shuffled, random);
        return Readings.summary(Readings.inTree(shuffled, random));
    }

    @Provide
    Arbitrary<List<Reading>> readings() {
        // Few times, so that ties are common; values of all sizes, and close together.
        Arbitrary<Instant> times =
                Arbitraries.longs().between(-3, 3).map(n -> Instant.EPOCH.plusNanos(n));
        Arbitrary<Double> values = Arbitraries.oneOf(anyFinite(), opposites(), nearABillion());
        Arbitrary<Double> weights =
                Arbitraries.oneOf(Arbitraries.of(0d, 1d), anyFinite(), opposites());
        return Combinators.combine(times, values, weights)
                .as((time, value, weight) -> new Reading("k", time, value, weight))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static Arbitrary<Double> anyFinite() {
        return Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    }

    private static Arbitrary<Double> opposites() {
        return Arbitraries.of(
                Double.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MIN_VALUE,
                -Double.MIN_VALUE,
                Double.MIN_NORMAL,
                1e200,
                -1e200,
                1e-200,
                1d,
                -1d,
                0d,
                -0d);
    }

    private static Arbitrary<Double> nearABillion() {
        return Arbitraries.longs().between(-5, 5).map(n -> 1e9 + n * Math.ulp(1e9));
    }
}
