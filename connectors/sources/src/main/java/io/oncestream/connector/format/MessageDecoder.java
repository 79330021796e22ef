package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import io.oncestream.state.reading.Reading;
import java.io.Serializable;

/**
 * Makes a reading of one message, of a queue, a topic, or a line, or says why it is none: whatever
 * the bytes are, it does not throw.
 *
 * <p>Not thread-safe: each reader has the copy that Flink made for it.
 */
public interface MessageDecoder extends Serializable {

    /**
     * Decodes one message.
     *
     * @param message the whole message
     * @param source what a rejected record calls its source
     * @param position where a rejected record stands there
     * @return with {@link Decoded#bytes()} as long as the message
     */
    Decoded<Reading> decode(byte[] message, String source, long position);
}
