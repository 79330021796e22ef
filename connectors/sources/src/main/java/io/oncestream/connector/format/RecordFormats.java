package io.oncestream.connector.format;

import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Which files are read how.
 *
 * @param csv for files that are written so
 * @param json for files that are written so
 * @param given how all files are written, whatever their names; null to go by them
 */
public record RecordFormats<T>(
        RecordFormat<T> csv, RecordFormat<T> json, @Nullable FormatName given)
        implements Serializable {

    /** For a file of that name, without what says how it is compressed. */
    public RecordFormat<T> of(String fileName) {
        FormatName name = given == null ? FormatName.ofFileName(fileName) : given;
        return switch (name) {
            case CSV -> csv;
            case JSON -> json;
        };
    }

    /** The type of the records. */
    public TypeInformation<T> type() {
        return csv.type();
    }
}
