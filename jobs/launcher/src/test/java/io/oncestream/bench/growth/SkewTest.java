package io.oncestream.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

class SkewTest {

    private static final int KEYS = 10_000;

    @Test
    void oneSubtaskIsTheMean() {
        assertThat(new Skew(720, 0, 0).fullest(KEYS)).containsEntry(1, 1.0).hasSize(11);
    }

    @Test
    void aFrequentKeyFillsOneOfManySubtasksUnlessItIsAggregatedBefore() {
        NavigableMap<Integer, Double> plain = new Skew(1_024, 1.2, 0).fullest(KEYS);
        NavigableMap<Integer, Double> aggregated = new Skew(1_024, 1.2, 1_000).fullest(KEYS);
        // The most frequent of the keys has more than a fifth of all readings.
        assertThat(plain.get(1_024)).isGreaterThan(1_024 / 5.0);
        assertThat(aggregated.get(1_024)).isLessThan(plain.get(1_024) / 5);
    }
}
