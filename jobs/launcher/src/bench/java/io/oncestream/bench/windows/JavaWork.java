package io.oncestream.bench.windows;
import io.oncestream.bench.measure.Tally;

import io.oncestream.bench.measure.Case;
import io.oncestream.bench.measure.Check;
import io.oncestream.bench.measure.Work;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The limit: one thread, one map, no record, no state that survives. */
final class JavaWork implements Work {

    private final Map<String, PlainStatistics> window = new HashMap<>();
    private final Tally tally = new Tally();

    private JavaWork() {}

    static Work prepare(Case one) {
        Readings.make(one);
        Tally.reset();
        return new JavaWork();
    }

    @Override
    public Instant run() {
        Readings readings = Readings.current();
        long start = Long.MIN_VALUE;
        for (int i = 0; i < readings.count(); i++) {
            long millis = readings.millis[i];
            if (millis >= start + Readings.WINDOW_MILLIS) {
                close(start);
                start = millis - millis % Readings.WINDOW_MILLIS;
            }
            window.computeIfAbsent(readings.name(i), key -> new PlainStatistics())
                    .add(millis, readings.value[i], readings.weight[i]);
        }
        close(start);
        tally.publish();
        return Instant.now();
    }

    private void close(long start) {
        window.forEach((key, statistics) -> statistics.tally(key, start, tally));
        window.clear();
    }

    @Override
    public Check check() {
        return Tally.total();
    }

    @Override
    public void close() {}
}
