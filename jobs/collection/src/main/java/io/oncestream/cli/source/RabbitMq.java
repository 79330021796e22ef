package io.oncestream.cli.source;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.rabbitmq.QueueRecords;
import io.oncestream.function.Input;
import java.util.List;

/** {@code rabbitmq:}. */
final class RabbitMq implements SourceKind {

    /** What messages of queues and of streams have in common. */
    static final List<String> OPTIONS = SourceKind.with("--source-password-file");

    @Override
    public String scheme() {
        return "rabbitmq:";
    }

    @Override
    public String form(RecordOptions<?> records) {
        return QueueRecords.FORM;
    }

    @Override
    public String description(RecordOptions<?> records) {
        return "The messages of a RabbitMQ queue, which must be there and have no other reader;"
                + " they are taken from the queue. Defaults: user guest, virtual host /, port"
                + " 5672.";
    }

    @Override
    public String guarantee() {
        return "exactly once for messages with a message-id, as long as no id comes again after"
                + " 131072 others and the job is resumed from its last checkpoint; at least once"
                + " for messages without one. At most 65535 messages from one checkpoint to the"
                + " next. A quorum queue needs a delivery-limit that is never reached: by"
                + " default RabbitMQ 4 drops a message after 20 redeliveries, one with each"
                + " failure of the job.";
    }

    @Override
    public List<String> options() {
        return OPTIONS;
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        MessageDecoder<T> decoder = settings.messages();
        return settings.live(
                QueueRecords.source(QueueRecords.address(uri, settings.password()), decoder),
                decoder);
    }
}
