package io.oncestream.connector.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * How the records of a file are written.
 *
 * @param <T> the record
 */
public interface RecordFormat<T> extends Serializable {

    /**
     * Begins to read.
     *
     * @param source what rejected records and errors call the stream: a file's path
     * @throws FormatException when it cannot be read so
     */
    RecordReader<T> open(InputStream in, String source) throws IOException;

    /**
     * Looks at how a stream begins.
     *
     * @throws FormatException when the stream is written in another format, or lacks a column
     */
    void check(InputStream in, String source) throws IOException;

    /**
     * Whether a stream without any quote can be read from the middle on: its records are its lines
     * that are not empty, and what {@link #open} reads, up to the reader's first {@code endOffset},
     * says how.
     */
    boolean recordsEndWithUnquotedLines();

    /** The type of the records. */
    TypeInformation<T> type();
}
