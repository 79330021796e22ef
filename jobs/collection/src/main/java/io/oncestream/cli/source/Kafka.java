package io.oncestream.cli.source;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.kafka.KafkaOptions;
import io.oncestream.connector.source.kafka.KafkaRecords;
import io.oncestream.function.Input;
import io.oncestream.function.InputSize;
import io.oncestream.state.reading.Decoded;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.source.Source;

/** {@code kafka:}. */
final class Kafka implements SourceKind {

    @Override
    public String scheme() {
        return "kafka:";
    }

    @Override
    public String form(RecordOptions<?> records) {
        return KafkaOptions.FORM;
    }

    @Override
    public String description(RecordOptions<?> records) {
        return "A Kafka topic, one record a message. Without a state to go on from it begins with"
                + " the oldest messages, with the next ones (latest), or with those that Kafka took"
                + " in at a time, as 2026-01-31T12:00:00Z or milliseconds since 1970; partitions"
                + " that are added later are read from their beginning. With until=latest it ends"
                + " with the messages that are there at the start, and counts them in whatever"
                + " order they are: all windows close at the end, unless --out-of-order is given."
                + " Offsets are kept in Flink's"
                + " checkpoints; a group, where given, only shows them. offsets=committed begins"
                + " with those of the group: without the state that belongs to them, windows that"
                + " were full in the table are replaced by their remains.";
    }

    @Override
    public String guarantee() {
        return "exactly once; a message that Kafka deletes before it is read fails the job.";
    }

    @Override
    public List<String> options() {
        return SourceKind.with("--source-config");
    }

    @Override
    public String identity(String uri) {
        KafkaOptions options = KafkaOptions.of(uri);
        return "kafka:.../"
                + options.topic().name()
                + (options.untilLatest() ? "?until=latest" : "");
    }

    @Override
    public Optional<String> waitsFor(String uri, SourceSettings<?> settings) {
        List<Integer> partitions = KafkaRecords.heldBack(options(uri, settings));
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        int more = partitions.size() - 1;
        return Optional.of(
                "an open transaction of partition %d%s"
                        .formatted(
                                partitions.get(0),
                                more == 0 ? "" : " and %d more".formatted(more)));
    }

    private static KafkaOptions options(String uri, SourceSettings<?> settings) {
        return KafkaOptions.of(uri).withClientProperties(settings.clientProperties());
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        KafkaOptions options = options(uri, settings);
        int partitions = KafkaRecords.partitions(options);
        MessageDecoder<T> decoder = settings.messages();
        Source<Decoded<T>, ?, ?> source = KafkaRecords.source(options, decoder);
        // What ends is counted whole, in whatever order it is.
        boolean whole =
                options.untilLatest() && settings.outOfOrder() == null && !settings.inOrder();
        Input<T> input =
                whole
                        ? settings.inAnyOrder(source, decoder.type(), InputSize.UNKNOWN)
                        : settings.live(source, decoder);
        return input.withParallelismMax(partitions);
    }
}
