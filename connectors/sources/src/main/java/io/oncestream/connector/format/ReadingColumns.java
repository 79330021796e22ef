package io.oncestream.connector.format;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold what of a reading.
 *
 * @param key null when all readings share one key, the empty string
 * @param time the event time
 * @param value the measured number
 * @param weight null when readings have none, which is 0
 */
public record ReadingColumns(
        @Nullable String key, String time, String value, @Nullable String weight)
        implements Serializable {

    public ReadingColumns {
        key = key == null ? null : key.strip();
        time = time.strip();
        value = value.strip();
        weight = weight == null ? null : weight.strip();
    }
}
