package io.oncestream.launcher.demo.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.oncestream.connector.jdbc.store.BucketHeader;
import io.oncestream.state.store.Ownership;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What headers must not show is found, and nothing else. */
class OwnersTest {

    private static final RingModel ONE = RingModel.of(List.of("a"));
    private static final RingModel TWO = RingModel.of(List.of("a", "b"));

    private final Owners owners = new Owners();

    private void look(String shard, Ownership state, long move, @Nullable String other, long seq) {
        owners.look(shard, List.of(new BucketHeader(17, "", state, move, other, seq)));
    }

    @Test
    void aMoveIsRight() {
        look("a", Ownership.OWNER, 1, null, 1);
        look("a", Ownership.MOVING, 1, "b", 2);
        look("b", Ownership.OWNER, 2, null, 3);
        look("a", Ownership.MOVING, 1, "b", 2);
        look("b", Ownership.MOVING, 2, "a", 4);
        look("a", Ownership.OWNER, 3, null, 4);
        look("b", Ownership.MOVED, 3, "a", 5);
        assertThat(owners.violations()).isEmpty();
    }

    @Test
    void anOwnerBehindAnotherIsFound() {
        look("b", Ownership.OWNER, 2, null, 1);
        look("a", Ownership.OWNER, 1, null, 1);
        assertThat(owners.violations()).singleElement().asString().contains("has two owners");
    }

    @Test
    void anOwnerThatForgetsIsFound() {
        look("a", Ownership.OWNER, 1, null, 2);
        look("a", Ownership.OWNER, 1, null, 1);
        assertThat(owners.violations()).hasSize(1);
    }

    @Test
    void oneMoveToTwoShardsIsFound() {
        look("a", Ownership.MOVING, 2, "b", 1);
        look("b", Ownership.MOVING, 2, "a", 1);
        assertThat(owners.violations()).singleElement().asString().contains("by move 2");
    }

    @Test
    void aBucketIsSettledWhereItBelongs() {
        assertThat(owners.isSettled(ONE, ONE)).isFalse();
        look("a", Ownership.OWNER, 1, null, 1);
        assertThat(owners.isSettled(ONE, ONE)).isTrue();
        assertThat(owners.isSettled(ONE, TWO)).isFalse();
        look("a", Ownership.MOVING, 1, "b", 1);
        assertThat(owners.isSettled(ONE, ONE)).isFalse();
    }
}
