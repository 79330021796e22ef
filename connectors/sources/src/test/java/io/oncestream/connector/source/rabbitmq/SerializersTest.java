package io.oncestream.connector.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private final QueueSplitSerializer queues = new QueueSplitSerializer();
    private final StreamSplitSerializer streams = new StreamSplitSerializer();

    /** Fixed for good: checkpoints hold these bytes. */
    @Test
    void theBytesOfVersionOneAreStillRead() throws IOException {
        QueueSplit queue =
                queues.deserialize(
                        1,
                        HexFormat.of()
                                .parseHex("0000000000000007" + "00112233445566778899aabbccddeeff"));
        assertThat(queue.delivered()).isEqualTo(7);
        assertThat(queue.ids()).hasSize(16).startsWith(0x00, 0x11, 0x22);
        String stream = "0000000000000102" + "0000000000000abc" + "6e657874";
        assertThat(streams.deserialize(1, HexFormat.of().parseHex(stream)))
                .isEqualTo(new StreamSplit(258, 0xabc, new StreamStart("next")));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RecentIds ids = new RecentIds(10);
        ids.add("a");
        ids.add("b");
        QueueSplit queue =
                queues.deserialize(1, queues.serialize(new QueueSplit(42, ids.toBytes())));
        assertThat(queue.delivered()).isEqualTo(42);
        assertThat(queue.ids()).isEqualTo(ids.toBytes());
        StreamSplit stream = new StreamSplit(StreamSplit.NONE, 0, new StreamStart("17"));
        assertThat(streams.deserialize(1, streams.serialize(stream))).isEqualTo(stream);
    }

    @Test
    void theEnumeratorsStateIsReadWithAndWithoutASplit() throws IOException {
        UnassignedSerializer<StreamSplit> unassigned = new UnassignedSerializer<>(streams);
        StreamSplit split = StreamSplit.fresh(StreamStart.FIRST);
        assertThat(unassigned.deserialize(1, unassigned.serialize(Optional.of(split))))
                .contains(split);
        assertThat(unassigned.deserialize(1, unassigned.serialize(Optional.empty()))).isEmpty();
    }

    @Test
    void anUnknownVersionIsRefused() {
        byte[] queue = queues.serialize(QueueSplit.fresh());
        assertThatThrownBy(() -> queues.deserialize(2, queue)).hasMessageContaining("version 2");
        byte[] stream = streams.serialize(StreamSplit.fresh(StreamStart.FIRST));
        assertThatThrownBy(() -> streams.deserialize(2, stream)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> new UnassignedSerializer<>(streams).deserialize(2, new byte[0]))
                .hasMessageContaining("version 2");
    }

    @Test
    void damagedBytesAreRefused() {
        assertThatThrownBy(() -> queues.deserialize(1, new byte[9]))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> streams.deserialize(1, new byte[9]))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new UnassignedSerializer<>(streams).deserialize(1, new byte[3]))
                .isInstanceOf(IOException.class);
    }
}
