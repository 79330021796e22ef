package io.oncestream.job.store;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RingTest {
    private static final int BUCKETS = 1024;
    private static final Ring THREE = Ring.of(List.of("a", "b", "c"));
    private static final Ring FOUR = Ring.of(List.of("d", "c", "b", "a"));

    /** Other software finds a bucket by the same rule, for good. */
    @Test
    void theRuleIsTheStatedOne() {
        assertThat(IntStream.range(0, 12).mapToObj(FOUR::owner).toList())
                .containsExactly("b", "d", "b", "c", "a", "a", "b", "a", "a", "c", "b", "a");
    }

    @Test
    void whoJoinsTakesItsShareAndNothingElseMoves() {
        List<Integer> moved =
                IntStream.range(0, BUCKETS)
                        .boxed()
                        .filter(bucket -> !THREE.owner(bucket).equals(FOUR.owner(bucket)))
                        .toList();
        assertThat(moved).allMatch(bucket -> FOUR.owner(bucket).equals("d"));
        assertThat(moved.size()).isBetween(BUCKETS / 4 - 50, BUCKETS / 4 + 50);
    }

    @Test
    void shardsHaveNearlyTheSameShare() {
        Map<String, Long> shares =
                IntStream.range(0, BUCKETS).boxed().collect(groupingBy(FOUR::owner, counting()));
        assertThat(shares.values()).allMatch(share -> share > 210 && share < 310);
    }

    @Test
    void aPinnedBucketIsWhereItWasPut() {
        Ring pinned = new Ring(List.of("a", "b"), Map.of(7, "b", 8, "a"));
        assertThat(pinned.owner(7)).isEqualTo("b");
        assertThat(pinned.owner(8)).isEqualTo("a");
    }
}
