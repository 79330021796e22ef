package io.oncestream.connector.source.socket;

import java.io.Serializable;

/**
 * How much senders may take.
 *
 * @param connections how many may be connected at the same time
 * @param memoryBytes what their buffers and decoders may take together; never more than a quarter
 *     of the heap of the process that listens
 */
public record SocketLimits(int connections, long memoryBytes) implements Serializable {

    static final SocketLimits DEFAULT = new SocketLimits(1_000, 256L << 20);
}
