package io.oncestream.function.window;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * How event time is cut into windows, and these into slices: records of one slice are in the same
 * windows, so that they can be added up before it is known which of them are still open. Slices of
 * windows that overlap are the paper's panes (Li et al., "No pane, no gain", SIGMOD Record 2005).
 */
public interface Windows extends Serializable {

    /** The number of the slice that a point in event time, in milliseconds, is in. */
    long slice(long time);

    /** The first millisecond of a slice. */
    long begin(long slice);

    /** The windows that a slice is in, the latest first; never none. */
    List<TimeWindow> of(long slice);

    /** The last millisecond of the first window of a slice to close; it grows with the slice. */
    default long firstClose(long slice) {
        List<TimeWindow> windows = of(slice);
        return windows.get(windows.size() - 1).maxTimestamp();
    }
}
