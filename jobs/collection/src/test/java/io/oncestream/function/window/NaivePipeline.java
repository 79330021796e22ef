package io.oncestream.function.window;

import io.oncestream.function.statistics.ReadingStatistics;
import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;

/** Each reading by itself, in lists of readings: what Flink's documentation says, in plain Java. */
final class NaivePipeline implements Pipeline {

    private final long size;
    private final long slide;
    private final long lateness;
    private final List<Subtask> subtasks = new ArrayList<>();
    private Valve valve = new Valve(this::advance);
    private List<Subtask> snapshot = List.of();

    NaivePipeline(long size, long slide, long lateness) {
        this.size = size;
        this.slide = slide;
        this.lateness = lateness;
        for (int i = 0; i < WINDOWS; i++) {
            subtasks.add(new Subtask());
        }
    }

    private static final class Subtask {
        private final Map<String, Map<Long, List<Reading>>> windows = new TreeMap<>();
        private final List<WindowSummary> summaries = new ArrayList<>();
        private final List<String> late = new ArrayList<>();
        private long watermark = Long.MIN_VALUE;

        Subtask copy() {
            Subtask copy = new Subtask();
            windows.forEach(
                    (key, ofKey) -> {
                        Map<Long, List<Reading>> copied = new TreeMap<>();
                        ofKey.forEach((start, list) -> copied.put(start, new ArrayList<>(list)));
                        copy.windows.put(key, copied);
                    });
            copy.summaries.addAll(summaries);
            copy.late.addAll(late);
            copy.watermark = watermark;
            return copy;
        }
    }

    @Override
    public void read(int reader, Reading reading) {
        Subtask subtask = subtasks.get(Pipeline.subtask(reading.key()));
        long time = reading.time().toEpochMilli();
        boolean used = false;
        for (long start = Math.floorDiv(time, slide) * slide; start > time - size; start -= slide) {
            if (start + size - 1 + lateness > subtask.watermark) {
                used = true;
                List<Reading> all =
                        subtask.windows
                                .computeIfAbsent(reading.key(), key -> new TreeMap<>())
                                .computeIfAbsent(start, key -> new ArrayList<>());
                all.add(reading);
                if (start + size - 1 <= subtask.watermark) {
                    subtask.summaries.add(summary(reading.key(), start, all));
                }
            }
        }
        if (!used) {
            subtask.late.add(reading.key() + " " + time + " " + subtask.watermark);
        }
    }

    private WindowSummary summary(String key, long start, List<Reading> readings) {
        ReadingStatistics statistics = new ReadingStatistics();
        var accumulator = statistics.begin();
        readings.forEach(accumulator::add);
        return statistics.result(key, new TimeWindow(start, start + size), accumulator.result());
    }

    private void advance(long watermark) {
        for (Subtask subtask : subtasks) {
            long before = subtask.watermark;
            if (watermark > before) {
                subtask.watermark = watermark;
                subtask.windows.forEach((key, ofKey) -> close(subtask, key, ofKey, before));
            }
        }
    }

    private void close(Subtask subtask, String key, Map<Long, List<Reading>> ofKey, long before) {
        ofKey.forEach(
                (start, readings) -> {
                    long last = start + size - 1;
                    if (last > before && last <= subtask.watermark) {
                        subtask.summaries.add(summary(key, start, readings));
                    }
                });
        ofKey.keySet().removeIf(start -> start + size - 1 + lateness <= subtask.watermark);
    }

    @Override
    public void watermark(int reader, long watermark) throws Exception {
        valve.watermark(reader, watermark);
    }

    @Override
    public void idle(int reader, boolean idle) throws Exception {
        valve.idle(reader, idle);
    }

    @Override
    public void checkpoint() {
        snapshot = subtasks.stream().map(Subtask::copy).toList();
    }

    @Override
    public void restore() {
        valve = new Valve(this::advance);
        long greatest = Long.MIN_VALUE;
        for (Subtask subtask : snapshot) {
            greatest = Math.max(greatest, subtask.watermark);
        }
        for (int i = 0; i < WINDOWS; i++) {
            subtasks.set(i, snapshot.get(i).copy());
            subtasks.get(i).watermark = greatest;
        }
    }

    @Override
    public List<WindowSummary> summaries() {
        return subtasks.stream().flatMap(subtask -> subtask.summaries.stream()).toList();
    }

    @Override
    public List<String> late() {
        return subtasks.stream().flatMap(subtask -> subtask.late.stream()).toList();
    }

    @Override
    public void close() {}
}
