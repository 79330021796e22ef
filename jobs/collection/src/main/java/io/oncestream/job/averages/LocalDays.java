package io.oncestream.job.averages;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.triggers.EventTimeTrigger;
import org.apache.flink.streaming.api.windowing.triggers.Trigger;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/**
 * Event-time windows of whole days of a time zone, which have 23 or 25 hours where clocks change.
 * They are counted from the zone's 1970-01-01 on.
 */
final class LocalDays extends WindowAssigner<Object, TimeWindow> {

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
    public Collection<TimeWindow> assignWindows(
            Object element, long timestamp, WindowAssignerContext context) {
        long day = LocalDate.ofInstant(Instant.ofEpochMilli(timestamp), zone).toEpochDay();
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

    @Override
    public Trigger<Object, TimeWindow> getDefaultTrigger() {
        return EventTimeTrigger.create();
    }

    @Override
    public TypeSerializer<TimeWindow> getWindowSerializer(ExecutionConfig config) {
        return new TimeWindow.Serializer();
    }

    @Override
    public boolean isEventTime() {
        return true;
    }
}
