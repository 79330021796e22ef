package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.format.MessageDecoder;
import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.RejectedRecord;
import java.nio.charset.StandardCharsets;

/**
 * Makes records of messages, and rejects those that are too long.
 *
 * @param source what rejected records call their source
 */
record Messages<T>(MessageDecoder<T> decoder, String source) {

    private static final int EXCERPT_CHARS = 1_000;

    Decoded<T> decode(Delivery delivery, long position) {
        return delivery.isTooLong()
                ? Decoded.rejected(tooLong(delivery, position), delivery.length())
                : decoder.decode(delivery.body(), source, position);
    }

    private RejectedRecord tooLong(Delivery delivery, long position) {
        String text = new String(delivery.body(), StandardCharsets.UTF_8).replace('\0', '\uFFFD');
        int end = text.offsetByCodePoints(0, Math.min(EXCERPT_CHARS / 2, text.length() / 2));
        return new RejectedRecord(
                source,
                position,
                text.substring(0, end),
                "is %d bytes long, more than the %d that a message may have"
                        .formatted(delivery.length(), Delivery.LENGTH_MAX));
    }
}
