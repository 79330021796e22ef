package io.oncestream.cli.source;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.rabbitmq.StreamRecords;
import io.oncestream.function.Input;
import java.util.List;

/** {@code rabbitmq-stream:}. */
final class RabbitMqStream implements SourceKind {

    @Override
    public String scheme() {
        return "rabbitmq-stream:";
    }

    @Override
    public String form(RecordOptions<?> records) {
        return StreamRecords.FORM;
    }

    @Override
    public String description(RecordOptions<?> records) {
        return "The messages of a RabbitMQ stream, which stay there, from the first one on, the"
                + " last batch, what comes once the command runs (next), an offset, or about a"
                + " time such as 2026-01-31T08:00:00Z. Defaults: first, user guest, virtual host"
                + " /, port 5672.";
    }

    @Override
    public String guarantee() {
        return "exactly once, as long as the stream's retention deletes nothing unread; a job that"
                + " no longer finds the message that it read last, for the stream lost its end"
                + " or was declared anew, fails.";
    }

    @Override
    public List<String> options() {
        return RabbitMq.OPTIONS;
    }

    @Override
    public <T> Input<T> input(String uri, SourceSettings<T> settings) {
        MessageDecoder<T> decoder = settings.messages();
        return settings.live(StreamRecords.source(uri, settings.password(), decoder), decoder);
    }
}
