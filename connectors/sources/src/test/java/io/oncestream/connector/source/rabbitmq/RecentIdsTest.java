package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentIdsTest {

    @Test
    void anIdIsNewOnce() {
        RecentIds ids = new RecentIds(10);
        assertThat(ids.add("a")).isTrue();
        assertThat(ids.add("b")).isTrue();
        assertThat(ids.add("a")).isFalse();
    }

    @Test
    void theOldestIsForgottenFirst() {
        RecentIds ids = new RecentIds(2);
        ids.add("a");
        ids.add("b");
        ids.add("c");
        assertThat(ids.add("b")).isFalse();
        assertThat(ids.add("a")).isTrue();
    }

    /** Else a repeated id, unacknowledged still, would be the first to be forgotten. */
    @Test
    void anIdThatIsSeenAgainCountsAsTheNewest() {
        RecentIds ids = new RecentIds(2);
        ids.add("a");
        ids.add("b");
        ids.add("a");
        ids.add("c");
        assertThat(ids.add("a")).isFalse();
        assertThat(ids.add("b")).isTrue();
    }

    @Test
    void theBytesKeepTheIdsAndTheirOrder() {
        RecentIds ids = new RecentIds(3);
        ids.add("a");
        ids.add("b");
        ids.add("c");
        RecentIds restored = RecentIds.of(3, ids.toBytes());
        assertThat(restored.toBytes()).isEqualTo(ids.toBytes()).hasSize(3 * 16);
        restored.add("d");
        assertThat(restored.add("b")).isFalse();
        assertThat(restored.add("a")).isTrue();
    }

    @Test
    void aSmallerWindowKeepsTheNewest() {
        RecentIds ids = new RecentIds(3);
        ids.add("a");
        ids.add("b");
        ids.add("c");
        RecentIds smaller = RecentIds.of(1, ids.toBytes());
        assertThat(smaller.add("c")).isFalse();
        assertThat(smaller.add("b")).isTrue();
    }

    @Test
    void theWindowHoldsTwiceWhatMayBeUnacknowledged() {
        assertThat(RecentIds.CAPACITY).isGreaterThanOrEqualTo(2 * Subscription.PREFETCH_MAX);
    }
}
