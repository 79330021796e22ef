package io.oncestream.function.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.jspecify.annotations.Nullable;

/** The keys for which a window is due at a time, in the order of these times; there is no state. */
final class Deadlines {

    /** Each takes a reference; where the state is not on the heap, a key as well. */
    static final int MAX = 1 << 20;

    private static final Comparator<Deadline> BY_TIME =
            Comparator.comparingLong(Deadline::time)
                    .thenComparingLong(deadline -> deadline.window().getStart());

    private final TreeMap<Deadline, List<String>> keys = new TreeMap<>(BY_TIME);
    private @Nullable Deadline latest;
    private List<String> latestKeys = List.of();
    private final int max;
    private int size;

    Deadlines(int max) {
        this.max = max;
    }

    record Deadline(long time, TimeWindow window) {}

    /** Whether there is room for another one. */
    boolean hasRoom() {
        return size < max;
    }

    void add(long time, TimeWindow window, String key) {
        if (latest == null || latest.time != time || !latest.window.equals(window)) {
            latest = new Deadline(time, window);
            latestKeys = keys.computeIfAbsent(latest, none -> new ArrayList<>());
        }
        latestKeys.add(key);
        size++;
    }

    /** Removes and returns the earliest, of those until a time. */
    Map.@Nullable Entry<Deadline, List<String>> poll(long until) {
        if (keys.isEmpty() || keys.firstKey().time > until) {
            return null;
        }
        latest = null;
        Map.Entry<Deadline, List<String>> first = keys.pollFirstEntry();
        size -= first.getValue().size();
        return first;
    }
}
