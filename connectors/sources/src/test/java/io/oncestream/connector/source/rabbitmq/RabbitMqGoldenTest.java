package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.source.VersionedGoldens;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RabbitMqGoldenTest {
    private static final QueueSplit QUEUE =
            new QueueSplit(1L << 40, new byte[2 * RecentIds.HASH_BYTES]);
    private static final StreamSplit STREAM =
            new StreamSplit(7, 1L << 40, new StreamStart("2026-01-31T08:00:00Z"));

    @Test
    void queuesOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("two", new QueueSplitSerializer(), QUEUE);
    }

    @Test
    void streamsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check("begun", new StreamSplitSerializer(), STREAM);
    }

    @Test
    void unassignedSplitsOfEveryVersionAreRead() throws Exception {
        VersionedGoldens.check(
                "queue",
                new UnassignedSerializer<>(new QueueSplitSerializer()),
                Optional.of(QUEUE));
        VersionedGoldens.check(
                "none", new UnassignedSerializer<>(new QueueSplitSerializer()), Optional.empty());
    }
}
