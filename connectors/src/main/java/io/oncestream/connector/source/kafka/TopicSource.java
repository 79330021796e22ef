package io.oncestream.connector.source.kafka;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Flink's source of a topic, with what that one lacks where a job goes on from state: it ends where
 * it was to end, and it refuses the state of another topic, which it would go on reading.
 */
final class TopicSource
        implements Source<Decoded<Reading>, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<Decoded<Reading>> {

    private static final long serialVersionUID = 1L;

    private final KafkaTopic topic;
    private final KafkaSource<Decoded<Reading>> source;

    TopicSource(KafkaTopic topic, KafkaSource<Decoded<Reading>> source) {
        this.topic = topic;
        this.source = source;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SourceReader<Decoded<Reading>, KafkaPartitionSplit> createReader(
            SourceReaderContext context) throws Exception {
        return source.createReader(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return source.createEnumerator(context);
    }

    /**
     * The state of another topic or of another end is refused by the enumerator when it starts: an
     * exception here is lost where the job is not running yet, and then it never reads anything
     * (Flink 2.2.1).
     */
    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        for (SplitAndAssignmentStatus each : state.splits()) {
            Optional<String> contradiction = contradiction(each.split());
            if (contradiction.isPresent()) {
                return new RefusedState(contradiction.get(), state);
            }
        }
        return isBounded() && state.initialDiscoveryFinished()
                ? new KnownPartitions(context, state)
                : source.restoreEnumerator(context, state);
    }

    private boolean isBounded() {
        return getBoundedness() == Boundedness.BOUNDED;
    }

    private Optional<String> contradiction(KafkaPartitionSplit split) {
        boolean wasBounded = split.getStoppingOffset().isPresent();
        if (!split.getTopic().equals(topic.name())) {
            return Optional.of(
                    "kafka: the job that is resumed has read topic %s, and not %s: resume it with that one, or start anew"
                            .formatted(split.getTopic(), topic.name()));
        }
        if (wasBounded && !isBounded()) {
            return Optional.of(
                    "kafka: the job that is resumed had until=latest: resume it with it, or start"
                            + " anew");
        }
        if (!wasBounded && isBounded()) {
            return Optional.of(
                    "kafka: the job that is resumed had no until=latest: resume it without, or"
                            + " start anew");
        }
        return Optional.empty();
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return source.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return source.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Decoded<Reading>> getProducedType() {
        return source.getProducedType();
    }
}
