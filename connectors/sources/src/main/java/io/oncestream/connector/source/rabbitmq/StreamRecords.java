package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.ServerUri;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.Source;

/**
 * The messages of a RabbitMQ stream, from a given place on, in their order: the state keeps the
 * next offset, and nothing is deleted by reading. <b>Exactly once</b>, as long as the stream's
 * retention deletes nothing that was not read. One reader reads it, whatever the job's parallelism;
 * any number of jobs may read the same stream.
 *
 * <p>Where to begin: {@code first} (the default), an offset, a time, by which RabbitMQ finds the
 * batch that was published around it, so that earlier messages of that batch come too, {@code last}
 * (the last batch) or {@code next} (what is published from now on). These two become offsets when
 * the source is made; what is published from then on is read, whenever the job starts.
 *
 * <p>Failures are treated as those of {@link QueueRecords}. A stream that has another message than
 * the one that was read last, or ends before it, because its broker lost its end or somebody
 * declared it anew, fails the job: its offsets do not mean any more what the state means by them.
 * Only as long as the stream has no message at all that cannot be seen: retention may have deleted
 * them.
 */
public final class StreamRecords {

    /** How its URIs begin. */
    public static final String SCHEME = "rabbitmq-stream://";

    /** How its URIs are written. */
    public static final String FORM =
            SCHEME + "[USER@]HOST:PORT/STREAM?offsets=first|last|next|NUMBER|TIME&vhost=V";

    private static final String OFFSETS = "offsets";

    private StreamRecords() {}

    /**
     * Where a URI points to.
     *
     * @throws IllegalArgumentException when it is not written as {@link #FORM}, in one line
     */
    public static RabbitMqAddress address(String uri, PasswordReference password) {
        return RabbitMqAddress.of(parse(uri), FORM, password);
    }

    /**
     * The source, once the stream was found.
     *
     * @throws IllegalArgumentException when it cannot be read, in one line
     */
    public static <T> Source<Decoded<T>, ?, ?> source(
            String uri, PasswordReference password, MessageDecoder<T> decoder) {
        StreamStart start =
                parse(uri)
                        .parameters()
                        .value(OFFSETS, StreamStart::new, StreamStart.FORM)
                        .orElse(StreamStart.FIRST);
        RabbitMqAddress address = address(uri, password);
        QueueCheck stream = QueueCheck.of(address);
        stream.isStream();
        return new StreamSource<>(address, FixedStart.of(start, stream), decoder);
    }

    private static ServerUri parse(String uri) {
        return ServerUri.parse(uri, FORM, RabbitMqAddress.parameters(OFFSETS));
    }
}
