package io.oncestream.connector.format;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * Makes records of fields, in whatever format these are written.
 *
 * @param <T> the record
 */
public interface RecordMapper<T> extends Serializable {

    /** What a record is made of; {@link #map} asks for the columns by their places here. */
    List<WantedColumn> columns();

    /**
     * Makes a record of the wanted columns of one row or message.
     *
     * @throws BadFieldException when it cannot be made; what was read is rejected with that reason
     */
    T map(Fields fields) throws BadFieldException;

    /** The type of the records, without Kryo. */
    TypeInformation<T> type();
}
