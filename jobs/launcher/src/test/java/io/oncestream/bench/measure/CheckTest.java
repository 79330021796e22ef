package io.oncestream.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Check RIGHT = new Check(3, 10, 42, List.of(1.5, -2.0));

    @Test
    void acceptsWhatDiffersByRoundingAlone() {
        Check rounded = new Check(3, 10, 42, List.of(1.5 + 1e-12, -2.0));
        assertThat(rounded.differenceFrom(RIGHT)).isEmpty();
    }

    @Test
    void findsALostADoubledAndAnotherRow() {
        assertThat(new Check(2, 10, 42, RIGHT.sums()).differenceFrom(RIGHT)).isPresent();
        assertThat(new Check(3, 11, 42, RIGHT.sums()).differenceFrom(RIGHT)).isPresent();
        assertThat(new Check(3, 10, 43, RIGHT.sums()).differenceFrom(RIGHT)).isPresent();
    }

    @Test
    void findsAnotherStatisticUnlessItIsNotCompared() {
        Check other = new Check(3, 10, 42, List.of(1.5, -2.001));
        assertThat(other.differenceFrom(RIGHT)).isPresent();
        assertThat(other.without(1).differenceFrom(RIGHT)).isEmpty();
    }

    @Test
    void isReadAgainFromItsText() {
        Check without = new Check(3, 10, 42, List.of());
        assertThat(Check.parse(RIGHT.text())).isEqualTo(RIGHT);
        assertThat(Check.parse(without.text())).isEqualTo(without);
    }

    @Test
    void tallyTellsTheSameRowsInAnotherOrderFromOtherRows() {
        Check both = tally("a", 0, "b", 1_000);
        assertThat(tally("b", 1_000, "a", 0).differenceFrom(both)).isEmpty();
        assertThat(tally("a", 1_000, "b", 0).differenceFrom(both)).isPresent();
        assertThat(tally("a", 0, "a", 0).differenceFrom(both)).isPresent();
    }

    private static Check tally(String key, long start, String otherKey, long otherStart) {
        Tally.reset();
        Tally tally = new Tally();
        tally.add(key, start, 1, new double[Tally.COUNT]);
        tally.add(otherKey, otherStart, 1, new double[Tally.COUNT]);
        tally.publish();
        return Tally.total();
    }
}
