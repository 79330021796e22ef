package io.oncestream.connector.source.rabbitmq;

import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * The stream, as far as it was read.
 *
 * @param next the offset of the next message; {@link #NONE} before the first
 * @param lastChecksum of the message before that one, by {@link Delivery#checksum()}
 * @param start where to begin as long as there is no offset
 */
record StreamSplit(long next, long lastChecksum, StreamStart start)
        implements SourceSplit, Serializable {

    static final long NONE = -1;
    static final String ID = "stream";

    static StreamSplit fresh(StreamStart start) {
        return new StreamSplit(NONE, 0, start);
    }

    @Override
    public String splitId() {
        return ID;
    }
}
