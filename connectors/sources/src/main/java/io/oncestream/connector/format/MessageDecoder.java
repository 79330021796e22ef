package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes a record of one message, of a queue, a topic, or a line, or says why it is none: whatever
 * the bytes are, it does not throw.
 *
 * <p>Not thread-safe: each reader has the copy that Flink made for it.
 *
 * @param <T> the record
 */
public interface MessageDecoder<T> extends Serializable {

    /**
     * Decodes one message.
     *
     * @param message the whole message
     * @param source what a rejected record calls its source
     * @param position where a rejected record stands there
     * @return with {@link Decoded#bytes()} as long as the message
     */
    Decoded<T> decode(byte[] message, String source, long position);

    /** The type of the records. */
    TypeInformation<T> type();
}
