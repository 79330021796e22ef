package io.oncestream.connector.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeededReadingsTest {

    private static final int SAMPLE = 200_000;
    private static final Duration MILLI = Duration.ofMillis(1);

    /** A job that is resumed with a newer version goes on in the same sequence. */
    @Test
    void theSequenceOfASeedStaysAsItIs() {
        SeededReadings readings = new SeededReadings(100, MILLI, 1);
        assertThat(List.of(readings.at(0), readings.at(1), readings.at(123_456_789_012L)))
                .containsExactly(
                        new Reading("k36", SeededReadings.START, 94.35642308648544, 5),
                        new Reading(
                                "k4",
                                Instant.parse("2020-01-01T00:00:00.001Z"),
                                77.74369184800852,
                                2),
                        new Reading(
                                "k25",
                                Instant.parse("2023-11-29T21:33:09.012Z"),
                                35.88866915046859,
                                4));
    }

    @Test
    void eventTimeGoesOnByTheStep() {
        SeededReadings readings = new SeededReadings(100, Duration.ofNanos(1_500_000), 1);
        assertThat(readings.at(0).time()).isEqualTo(SeededReadings.START);
        assertThat(readings.at(3).time()).isEqualTo(Instant.parse("2020-01-01T00:00:00.004500Z"));
        assertThat(readings.millis(3)).isEqualTo(readings.at(3).time().toEpochMilli());
    }

    @Test
    void keysAreEquallyLikelyAndValuesAndWeightsFillTheirRanges() {
        int[] perKey = new int[7];
        int[] perWeight = new int[11];
        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = 0;
        Set<Double> values = new HashSet<>();
        for (Reading reading : sample(7, 42)) {
            perKey[Integer.parseInt(reading.key().substring(1))]++;
            perWeight[(int) reading.weight()]++;
            sum += reading.value();
            min = Math.min(min, reading.value());
            max = Math.max(max, reading.value());
            values.add(reading.value());
        }
        // Five standard deviations of a binomial distribution are below 900 of 28,571.
        assertThat(IntStream.of(perKey)).allMatch(count -> Math.abs(count - SAMPLE / 7) < 900);
        assertThat(perWeight[0]).isZero();
        for (int weight = 1; weight <= 10; weight++) {
            assertThat(perWeight[weight]).isBetween(SAMPLE / 10 - 900, SAMPLE / 10 + 900);
        }
        assertThat(sum / SAMPLE).isBetween(49.5, 50.5);
        assertThat(min).isBetween(0.0, 0.01);
        assertThat(max).isBetween(99.99, Math.nextDown(100.0));
        assertThat(values).hasSize(SAMPLE);
    }

    @Test
    void seedsGiveDifferentSequences() {
        assertThat(sample(100, 1)).doesNotContainAnyElementsOf(sample(100, 2).subList(0, 100));
    }

    @Test
    void thereMayBeMoreKeysThanNamesThatAreKept() {
        assertThat(sample(1_000_000_000, 1).stream().map(Reading::key).distinct().count())
                .isGreaterThan(SAMPLE - 1_000);
    }

    private static List<Reading> sample(int keys, long seed) {
        SeededReadings readings = new SeededReadings(keys, MILLI, seed);
        return LongStream.range(0, SAMPLE).mapToObj(readings::at).toList();
    }
}
