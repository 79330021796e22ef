package io.oncestream.launcher.demo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingModelTest {

    private static final RingModel THREE = RingModel.of(List.of("a", "b", "c"));
    private static final RingModel FOUR = RingModel.of(List.of("d", "c", "b", "a"));

    @Test
    void whoJoinsTakesItsShareAndNothingElseMoves() {
        List<Integer> moved =
                IntStream.range(0, THREE.owners().size())
                        .filter(bucket -> !THREE.owner(bucket).equals(FOUR.owner(bucket)))
                        .boxed()
                        .toList();
        assertThat(moved).hasSizeBetween(200, 310);
        assertThat(moved).allMatch(bucket -> FOUR.owner(bucket).equals("d"));
    }

    @Test
    void movesAreCountedFromOneRingToTheNext() {
        int bucket = FOUR.owners().indexOf("d");
        assertThat(RingModel.moves(List.of(THREE, FOUR, THREE, THREE), bucket)).isEqualTo(2);
        assertThat(RingModel.moves(List.of(THREE), bucket)).isZero();
    }
}
