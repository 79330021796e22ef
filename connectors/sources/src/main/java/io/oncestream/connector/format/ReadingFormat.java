package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;

/** How the readings of a file are written. */
public interface ReadingFormat extends Serializable {

    /**
     * Begins to read.
     *
     * @param source what rejected records and errors call the stream: a file's path
     * @throws FormatException when it cannot be read so
     */
    RecordReader open(InputStream in, String source) throws IOException;

    /**
     * Looks at how a stream begins.
     *
     * @throws FormatException when the stream is written in another format, or lacks a column
     */
    void check(InputStream in, String source) throws IOException;
}
