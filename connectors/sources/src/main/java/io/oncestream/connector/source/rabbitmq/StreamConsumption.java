package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.source.SourceFailure;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a stream from an offset on. Acknowledgements are its flow control and nothing else: they
 * are sent as soon as Flink has the messages.
 *
 * <p>A session that goes on after another one, or after a restart of the job, begins with the
 * message that was read last, to see that the stream still has it there: a broker that lost the end
 * of a stream gives its offsets to other messages, which would be missing without a word. That it
 * does not arrive at all is a matter for {@link StreamEndCheck}.
 */
final class StreamConsumption implements Consumption {

    private static final Logger LOG = LoggerFactory.getLogger(StreamConsumption.class);

    /** What has happened to a stream that is not the one that was read, and what to do. */
    static final String OTHER_STREAM =
            "the broker lost the end of the stream, or somebody declared it anew. What was read is"
                    + " counted; to read on, start with another --table and ?offsets=.";

    private final RabbitMqAddress address;
    private final StreamStart start;
    private StreamEndCheck end;
    private long next;
    private long lastChecksum;

    StreamConsumption(StreamSplit split, RabbitMqAddress address) {
        this.start = split.start();
        this.next = split.next();
        this.lastChecksum = split.lastChecksum();
        this.address = address;
        this.end = endCheck(address);
    }

    private static StreamEndCheck endCheck(RabbitMqAddress address) {
        return new StreamEndCheck(() -> LastBatch.read(address));
    }

    @Override
    public Subscription subscription() {
        return Subscription.ofStream(
                next == StreamSplit.NONE ? start.argument() : (Object) (next - 1));
    }

    @Override
    public void taken(List<Delivery> deliveries) {
        for (Delivery delivery : deliveries) {
            Long offset = delivery.offset();
            if (offset != null) {
                if (next != StreamSplit.NONE && offset == next - 1) {
                    requireTheSame(delivery);
                } else if (offset >= next) {
                    warnOfGap(delivery, offset);
                    next = offset + 1;
                    lastChecksum = delivery.checksum();
                }
            }
            delivery.session().acknowledge(delivery.tag());
        }
    }

    private void requireTheSame(Delivery delivery) {
        if (delivery.checksum() != lastChecksum) {
            throw new SourceFailure(
                    "the stream has another message at offset %d than the one that was read there: "
                                    .formatted(next - 1)
                            + OTHER_STREAM);
        }
    }

    private void warnOfGap(Delivery delivery, long offset) {
        if (delivery.tag() == 1 && next != StreamSplit.NONE && offset > next) {
            LOG.warn(
                    "The stream goes on at offset {} instead of {}: what is between has been"
                            + " deleted by its retention, or is RabbitMQ's own",
                    offset,
                    next);
        }
    }

    @Override
    public void silent(Duration age) throws InterruptedException {
        if (next != StreamSplit.NONE) {
            end.check(age, next - 1);
        }
    }

    @Override
    public void lost(Session session) {
        end = endCheck(address);
    }
}
