package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.Test;

class QueueStateTest {

    private final Counter withoutId = new SimpleCounter();
    private final Counter dropped = new SimpleCounter();
    private final QueueState state = state(QueueSplit.fresh());

    private QueueState state(QueueSplit split) {
        return new QueueState(split, new QueueState.Counters(withoutId, dropped));
    }

    private static Delivery delivery(long tag, String id) {
        return new Delivery(null, tag, id, null, new byte[0], 0);
    }

    @Test
    void oneThatComesAgainIsDroppedAndAcknowledgedWithTheOthers() {
        assertThat(state.accept(delivery(1, "a"))).isTrue();
        assertThat(state.accept(delivery(2, "a"))).isFalse();
        assertThat(state.delivered()).isEqualTo(1);
        assertThat(state.last().tag()).isEqualTo(2);
        assertThat(dropped.getCount()).isEqualTo(1);
    }

    @Test
    void theCheckpointKnowsWhatItContains() {
        state.accept(delivery(1, "a"));
        QueueState restored = state(state.toSplit());
        state.accept(delivery(2, "b"));
        assertThat(restored.accept(delivery(1, "a"))).isFalse();
        assertThat(restored.accept(delivery(2, "b"))).isTrue();
        assertThat(restored.delivered()).isEqualTo(2);
    }

    @Test
    void withoutAnIdEachOneCounts() {
        assertThat(state.accept(delivery(1, null))).isTrue();
        assertThat(state.accept(delivery(2, null))).isTrue();
        assertThat(withoutId.getCount()).isEqualTo(2);
        assertThat(state.delivered()).isEqualTo(2);
    }
}
