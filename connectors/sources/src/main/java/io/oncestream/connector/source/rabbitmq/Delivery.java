package io.oncestream.connector.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One message as a session got it.
 *
 * @param session whose delivery tag it is
 * @param tag which delivery of the session, counted from 1
 * @param messageId null where the publisher gave none
 * @param offset where it stands in a stream; null in a queue
 * @param body the message, or the beginning of one that is too long
 * @param length of the whole message, in bytes
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Delivery(
        Session session,
        long tag,
        @Nullable String messageId,
        @Nullable Long offset,
        byte[] body,
        int length) {

    static final int LENGTH_MAX = 1 << 20;
    private static final int EXCERPT_BYTES = 4_000;
    private static final String OFFSET_HEADER = "x-stream-offset";

    /** What a message costs besides its body. */
    private static final int OVERHEAD_BYTES = 256;

    static Delivery of(
            Session session, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        String id = properties.getMessageId();
        return new Delivery(
                session,
                envelope.getDeliveryTag(),
                id == null || id.isEmpty() ? null : id,
                offset(properties.getHeaders()),
                // What is rejected anyway need not stay in memory.
                body.length > LENGTH_MAX ? Arrays.copyOf(body, EXCERPT_BYTES) : body,
                body.length);
    }

    private static @Nullable Long offset(@Nullable Map<String, Object> headers) {
        return headers != null && headers.get(OFFSET_HEADER) instanceof Long offset ? offset : null;
    }

    /**
     * CRC-32C of the message, as far as it is kept, and of its id: by it a message that was read
     * before is known again.
     */
    long checksum() {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        if (messageId != null) {
            checksum.update(messageId.getBytes(StandardCharsets.UTF_8));
        }
        return checksum.getValue();
    }

    boolean isTooLong() {
        return length > LENGTH_MAX;
    }

    int bytes() {
        return body.length + OVERHEAD_BYTES;
    }
}
