package io.oncestream.job.trends;

import io.oncestream.state.trends.ItemCounts;
import io.oncestream.state.trends.TrendEvent;
import io.oncestream.state.trends.WindowCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the tests of this package make. */
final class Trends {

    static final long HOUR = 3_600_000;

    private Trends() {}

    /** The defaults, of events that have users. */
    static TrendsConfig config() {
        return new TrendsConfig(
                Duration.ofHours(1),
                Duration.ofDays(3),
                10,
                3,
                Duration.ofMinutes(30),
                Duration.ofDays(90),
                3,
                true,
                true);
    }

    static TrendEvent event(String user, String item, long time, long weight) {
        return new TrendEvent(item, Instant.ofEpochMilli(time), "c", user, null, weight);
    }

    static WindowCounts window(long number, Map<String, Long> counts) {
        return window("c", number, counts, 0);
    }

    static WindowCounts window(String key, long number, Map<String, Long> counts, long error) {
        TreeMap<String, Long> sorted = new TreeMap<>(counts);
        long[] values = sorted.values().stream().mapToLong(Long::longValue).toArray();
        long end = (number + 1) * HOUR;
        return new WindowCounts(
                key,
                end,
                new ItemCounts(
                        sorted.keySet().toArray(String[]::new),
                        values,
                        error,
                        sorted.values().stream().mapToLong(Long::longValue).sum(),
                        end - 1));
    }
}
