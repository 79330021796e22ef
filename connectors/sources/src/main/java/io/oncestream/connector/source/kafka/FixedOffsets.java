package io.oncestream.connector.source.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Asks for each partition's offset once, when the job begins, so that the state has a number from
 * the beginning. An offset that the broker no longer has fails the job, where Flink's own
 * initializers go on with the oldest or the latest message and lose readings without a word.
 */
record FixedOffsets(StartingOffsets offsets) implements OffsetsInitializer {

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever broker) {
        return switch (offsets.kind()) {
            case EARLIEST -> broker.beginningOffsets(partitions);
            case LATEST -> broker.endOffsets(partitions);
            case COMMITTED -> {
                Map<TopicPartition, Long> found =
                        new HashMap<>(broker.beginningOffsets(partitions));
                found.putAll(broker.committedOffsets(partitions));
                yield found;
            }
            case TIMESTAMP -> {
                Map<TopicPartition, Long> found = new HashMap<>(broker.endOffsets(partitions));
                Map<TopicPartition, Long> times = new HashMap<>();
                partitions.forEach(partition -> times.put(partition, offsets.millis()));
                broker.offsetsForTimes(times)
                        .forEach((partition, offset) -> found.put(partition, offset.offset()));
                yield found;
            }
        };
    }

    /** The type is deprecated in Kafka, and what Flink's interface asks for. */
    @Override
    @SuppressWarnings("deprecation")
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
