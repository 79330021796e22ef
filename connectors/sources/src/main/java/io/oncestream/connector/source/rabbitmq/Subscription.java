package io.oncestream.connector.source.rabbitmq;

import java.util.Map;

/**
 * How a session reads.
 *
 * @param prefetch how many messages may be unacknowledged; AMQP's limit is 65,535
 * @param exclusive whether the broker refuses a second reader
 * @param arguments of the consumer
 */
record Subscription(int prefetch, boolean exclusive, Map<String, Object> arguments) {

    static final int PREFETCH_MAX = 65_535;
    private static final int STREAM_PREFETCH = 10_000;

    /**
     * Of a stream.
     *
     * @param from an offset, a time or a word, as the broker takes it
     */
    static Subscription ofStream(Object from) {
        return new Subscription(STREAM_PREFETCH, false, Map.of("x-stream-offset", from));
    }
}
