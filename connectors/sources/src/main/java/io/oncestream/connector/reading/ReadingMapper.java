package io.oncestream.connector.reading;

import io.oncestream.connector.format.BadFieldException;
import io.oncestream.connector.format.Fields;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.WantedColumn;
import io.oncestream.state.reading.Reading;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold what of a reading.
 *
 * @param key null when all readings share one key, the empty string
 * @param time the event time
 * @param value the measured number
 * @param weight null when readings have none, which is 0
 */
public record ReadingMapper(
        @Nullable String key, String time, String value, @Nullable String weight)
        implements RecordMapper<Reading> {

    /** In Unicode code points, as databases count. */
    public static final int KEY_LENGTH_MAX = 512;

    @Override
    public List<WantedColumn> columns() {
        return Stream.of(
                        column("key", key),
                        column("time", time),
                        column("value", value),
                        column("weight", weight))
                .flatMap(List::stream)
                .toList();
    }

    private static List<WantedColumn> column(String use, @Nullable String name) {
        return name == null ? List.of() : List.of(new WantedColumn(use, name));
    }

    @Override
    public Reading map(Fields fields) throws BadFieldException {
        int first = key == null ? 0 : 1;
        return new Reading(
                key == null ? "" : fields.text(0, KEY_LENGTH_MAX),
                fields.eventTime(first),
                fields.number(first + 1),
                weight == null ? 0 : fields.number(first + 2));
    }

    @Override
    public TypeInformation<Reading> type() {
        return TypeInformation.of(Reading.class);
    }
}
