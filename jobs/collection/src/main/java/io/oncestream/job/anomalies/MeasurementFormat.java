package io.oncestream.job.anomalies;

import io.oncestream.connector.format.BadFieldException;
import io.oncestream.connector.format.Fields;
import io.oncestream.connector.format.RecordMapper;
import io.oncestream.connector.format.WantedColumn;
import io.oncestream.connector.reading.ReadingMapper;
import io.oncestream.state.anomaly.Measurement;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold what of a sample. One that lacks a value is rejected, as a model that is given
 * another number instead would learn what nobody measured.
 *
 * @param key null when all samples share one key, the empty string
 * @param time the event time
 * @param values the measured numbers
 * @param label null when samples have none
 */
record MeasurementFormat(
        @Nullable String key, String time, List<String> values, @Nullable String label)
        implements RecordMapper<Measurement> {

    static final int LABEL_LENGTH_MAX = 100;

    /** So that squares and sums of them are finite, in any number. */
    static final double VALUE_MAX = 1e30;

    @Override
    public List<WantedColumn> columns() {
        List<WantedColumn> columns = new ArrayList<>();
        columns.add(new WantedColumn("time", time));
        values.forEach(value -> columns.add(new WantedColumn("value", value)));
        if (key != null) {
            columns.add(new WantedColumn("key", key));
        }
        if (label != null) {
            columns.add(new WantedColumn("label", label, true));
        }
        return List.copyOf(columns);
    }

    @Override
    public Measurement map(Fields fields) throws BadFieldException {
        int behind = 1 + values.size();
        return new Measurement(
                key == null ? "" : fields.text(behind, ReadingMapper.KEY_LENGTH_MAX),
                fields.eventTime(0).truncatedTo(ChronoUnit.MICROS),
                numbers(fields),
                label == null
                        ? null
                        : fields.textIfThere(key == null ? behind : behind + 1, LABEL_LENGTH_MAX));
    }

    private List<Double> numbers(Fields fields) throws BadFieldException {
        List<Double> numbers = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            double number = number(fields, i + 1);
            if (Math.abs(number) > VALUE_MAX) {
                throw new BadFieldException(
                        "value %s is %s: at most %s either way can be learned from"
                                .formatted(values.get(i), number, VALUE_MAX));
            }
            numbers.add(number);
        }
        return numbers;
    }

    private static double number(Fields fields, int field) throws BadFieldException {
        try {
            return fields.number(field);
        } catch (BadFieldException e) {
            throw new BadFieldException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public TypeInformation<Measurement> type() {
        return TypeInformation.of(Measurement.class);
    }
}
