package io.oncestream.job.averages;

import io.oncestream.function.window.Windows;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Event-time windows of whole days of a time zone, which have 23 or 25 hours where clocks change.
 * They are counted from the zone's 1970-01-01 on, and so are the days, which are their slices.
 */
final class LocalDays implements Windows {

    private static final long serialVersionUID = 1L;

    private final ZoneId zone;
    private final long windowDays;
    private final long slideDays;

    LocalDays(ZoneId zone, long windowDays, long slideDays) {
        this.zone = zone;
        this.windowDays = windowDays;
        this.slideDays = slideDays;
    }

    @Override
    public long slice(long time) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(time), zone).toEpochDay();
    }

    @Override
    public long begin(long day) {
        return midnight(day);
    }

    @Override
    public List<TimeWindow> of(long day) {
        List<TimeWindow> windows = new ArrayList<>(1);
        long last = Math.floorDiv(day, slideDays) * slideDays;
        for (long first = last; first > day - windowDays; first -= slideDays) {
            windows.add(new TimeWindow(midnight(first), midnight(first + windowDays)));
        }
        return windows;
    }

    private long midnight(long day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
