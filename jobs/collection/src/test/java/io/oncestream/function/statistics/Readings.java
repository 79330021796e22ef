package io.oncestream.function.statistics;

import io.oncestream.state.reading.Reading;
import io.oncestream.state.window.WindowStatistics;
import io.oncestream.state.window.WindowSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;

/** Readings to sum up, and ways to sum them up. */
final class Readings {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Readings() {}

    static List<Reading> of(double... values) {
        List<Reading> readings = new ArrayList<>();
        DoubleStream.of(values)
                .forEach(
                        v ->
                                readings.add(
                                        new Reading("k", START.plusNanos(readings.size()), v, 0)));
        return readings;
    }

    static WindowSummary summary(double... values) {
        return summary(inOrder(of(values)));
    }

    static WindowSummary summary(WindowStatistics statistics) {
        return Summaries.of("k", START, START.plusSeconds(1), statistics);
    }

    static WindowStatistics inOrder(List<Reading> readings) {
        RunningStatistics statistics = new RunningStatistics();
        readings.forEach(statistics::add);
        return statistics.result();
    }

    /** A random binary tree of merges over runs of the readings, as any parallelism leads to. */
    static WindowStatistics inTree(List<Reading> readings, Random random) {
        if (readings.size() < 2 || random.nextInt(4) == 0) {
            return inOrder(readings);
        }
        int cut = 1 + random.nextInt(readings.size() - 1);
        return Statistics.merge(
                inTree(readings.subList(0, cut), random),
                inTree(readings.subList(cut, readings.size()), random));
    }
}
