package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.credential.PasswordReference;
import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.connector.source.ServerUri;
import io.oncestream.state.reading.Decoded;
import org.apache.flink.api.connector.source.Source;

/**
 * The messages of a RabbitMQ queue, which one reader takes from it alone, in the order of the
 * queue, whatever the job's parallelism.
 *
 * <p>A message is acknowledged, and with that deleted, when the checkpoint that contains it is
 * complete; until then the broker delivers it once more after each failure. The state keeps the ids
 * of the last 131,072 messages (their {@code message-id} property, as hashes), so one that is
 * delivered or published again within these is dropped: <b>exactly once</b>, as long as ids are
 * unique in the queue. The broker holds back what exceeds 65,535 unacknowledged messages, AMQP's
 * limit: no more are read from one checkpoint to the next.
 *
 * <p>Messages without an id are counted <b>at least once</b>: twice when the job or the connection
 * fails between the completion of a checkpoint and the acknowledgement. When a connection is lost
 * while such messages are unacknowledged, the reader fails and Flink goes back to the last
 * checkpoint; with ids the reader just connects again.
 *
 * <p>What was acknowledged is gone: a job that is resumed from anything but its last checkpoint or
 * savepoint misses the messages since. RabbitMQ cuts off readers that do not acknowledge for half
 * an hour (its {@code consumer_timeout}): checkpoints must come more often than that.
 *
 * <p>Flink restarts the job when the server cannot be reached for a minute; it fails for good, by a
 * {@link io.oncestream.connector.source.SourceFailure}, when the queue was gone or the user refused
 * for so long. A quorum queue has a limit of its own on how often it delivers a message: what that
 * deletes is lost to the job.
 */
public final class QueueRecords {

    /** How its URIs begin. */
    public static final String SCHEME = "rabbitmq://";

    /** How its URIs are written. */
    public static final String FORM = SCHEME + "[USER@]HOST:PORT/QUEUE?vhost=V";

    private QueueRecords() {}

    /**
     * Where a URI points to.
     *
     * @throws IllegalArgumentException when it is not written as {@link #FORM}, in one line
     */
    public static RabbitMqAddress address(String uri, PasswordReference password) {
        return RabbitMqAddress.of(
                ServerUri.parse(uri, FORM, RabbitMqAddress.parameters()), FORM, password);
    }

    /**
     * The source, once the queue was found and no one else reads it.
     *
     * @throws IllegalArgumentException when it cannot be read, in one line
     */
    public static <T> Source<Decoded<T>, ?, ?> source(
            RabbitMqAddress address, MessageDecoder<T> decoder) {
        QueueCheck.of(address).isFreeQueue();
        return new QueueSource<>(address, decoder);
    }
}
