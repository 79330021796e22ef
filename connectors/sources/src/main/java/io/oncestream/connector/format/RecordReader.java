package io.oncestream.connector.format;

import io.oncestream.state.reading.Decoded;
import java.io.EOFException;
import java.io.IOException;

/**
 * Reads the records of one stream one after the other. Whatever its bytes are, each record is what
 * it was mapped to or a rejected one: what is thrown is of the stream itself. Not thread-safe; the
 * caller closes the stream.
 */
public interface RecordReader<T> {

    /** Moves to the next record; false at the end. */
    boolean next() throws IOException;

    /**
     * Decodes this record.
     *
     * @param bytes how many bytes of the source it takes
     */
    Decoded<T> decode(long bytes);

    /** The offset in the stream of the first byte after this record and its line break. */
    long endOffset();

    /**
     * Goes on after the record that ended at the given offset, counting the lines before it. No
     * record is current until {@link #next()}.
     *
     * @throws EOFException when the stream is shorter
     */
    void skipTo(long offset) throws IOException;
}
