package io.oncestream.connector.source.generator;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Records that follow from their indexes, counted from 0, alone: whoever makes the record of an
 * index, and however often, makes the same.
 *
 * @param <T> the record
 */
public interface Sequence<T> extends Serializable {

    T at(long index);

    /** Event time of the record of an index, in milliseconds; a later one's is never smaller. */
    long millis(long index);

    /** How many records there can be. */
    long length();

    /**
     * What keeps records in order that have it in common, as the key of a message; may be empty.
     */
    String key(T record);

    /** The type of the records, without Kryo. */
    TypeInformation<T> type();
}
