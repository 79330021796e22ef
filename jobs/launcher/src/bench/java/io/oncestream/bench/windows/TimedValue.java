package io.oncestream.bench.windows;

import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.functions.AggregateFunction;

/**
 * The value at the earliest or at the latest time, for Flink SQL, whose FIRST_VALUE and LAST_VALUE
 * go by the order of arrival and cannot be aggregated in two phases.
 */
public abstract class TimedValue extends AggregateFunction<Double, TimedValue.Kept> {

    private static final long serialVersionUID = 1L;

    /** A value and its time; none where the time is null. */
    public static final class Kept {
        public Long millis;
        public Double value;
    }

    /** The earliest, the smallest of several. */
    public static final class First extends TimedValue {

        private static final long serialVersionUID = 1L;

        @Override
        boolean replaces(long millis, double value, Kept kept) {
            return millis < kept.millis || (millis == kept.millis && value < kept.value);
        }
    }

    /** The latest, the greatest of several. */
    public static final class Last extends TimedValue {

        private static final long serialVersionUID = 1L;

        @Override
        boolean replaces(long millis, double value, Kept kept) {
            return millis > kept.millis || (millis == kept.millis && value > kept.value);
        }
    }

    abstract boolean replaces(long millis, double value, Kept kept);

    @Override
    public Kept createAccumulator() {
        return new Kept();
    }

    @Override
    public Double getValue(Kept kept) {
        return kept.value;
    }

    /** Called by generated code. */
    public void accumulate(Kept kept, Double value, Long millis) {
        if (kept.millis == null || replaces(millis, value, kept)) {
            kept.millis = millis;
            kept.value = value;
        }
    }

    /** Called by generated code. */
    public void accumulate(
            Kept kept,
            Double value,
            @DataTypeHint(value = "TIMESTAMP(3)", bridgedTo = TimestampData.class)
                    TimestampData time) {
        accumulate(kept, value, Long.valueOf(time.getMillisecond()));
    }

    /** Called by generated code. */
    public void merge(Kept kept, Iterable<Kept> others) {
        for (Kept other : others) {
            if (other.millis != null) {
                accumulate(kept, other.value, other.millis);
            }
        }
    }
}
