package io.oncestream.cli.source;

import io.oncestream.connector.source.rabbitmq.StreamReadings;
import io.oncestream.function.InputReadings;
import java.util.List;

/** {@code rabbitmq-stream:}. */
final class RabbitMqStream implements SourceKind {

    @Override
    public String scheme() {
        return "rabbitmq-stream:";
    }

    @Override
    public String form() {
        return StreamReadings.FORM;
    }

    @Override
    public String description() {
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
    public List<String> required() {
        return List.of("--time", "--value");
    }

    @Override
    public InputReadings readings(String uri, SourceSettings settings) {
        return InputReadings.live(
                StreamReadings.source(uri, settings.password(), settings.messages().get()),
                settings.outOfOrder(),
                settings.idleAfter());
    }
}
