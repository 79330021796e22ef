package io.oncestream.function.window;

import java.io.Serializable;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * What becomes of the records of a key and window. Order, splitting and merging must not change the
 * result: records are added up in several places.
 *
 * @param <T> the records
 * @param <A> what records add up to: it travels and is kept as state; it is never changed
 * @param <R> the result of a window
 */
public interface WindowAggregate<T, A, R> extends Serializable {

    String key(T record);

    /** One for the first record of a key and slice in a subtask. */
    Accumulator<T, A> begin();

    /** Of all records of both, as a new one. */
    A merge(A one, A other);

    /** Of all records of a window; called again where one came late within the lateness. */
    R result(String key, TimeWindow window, A accumulated);
}
