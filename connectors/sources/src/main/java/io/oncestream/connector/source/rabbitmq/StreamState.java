package io.oncestream.connector.source.rabbitmq;

import io.oncestream.connector.source.SourceFailure;

/** How far the job has come in a stream. */
final class StreamState {

    private final StreamStart start;
    private long next;
    private long lastChecksum;

    StreamState(StreamSplit split) {
        this.start = split.start();
        this.next = split.next();
        this.lastChecksum = split.lastChecksum();
    }

    /**
     * Whether it is to be counted: chunks of a stream begin before what was asked for, and a new
     * session may begin before what the job has come to.
     */
    boolean accept(Delivery delivery) {
        Long offset = delivery.offset();
        if (offset == null) {
            throw new SourceFailure(
                    "messages come without an offset: this is no stream, write rabbitmq:// instead"
                            + " of rabbitmq-stream://");
        }
        if (offset < next) {
            return false;
        }
        next = offset + 1;
        lastChecksum = delivery.checksum();
        return true;
    }

    /** Of the message that was accepted last. */
    long offset() {
        return next - 1;
    }

    StreamSplit toSplit() {
        return new StreamSplit(next, lastChecksum, start);
    }
}
