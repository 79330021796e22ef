package io.oncestream.bench.chaos;

import io.oncestream.connector.reading.SeededReadings;
import io.oncestream.connector.source.generator.GeneratedRecords;
import io.oncestream.connector.source.generator.GeneratorOptions;
import io.oncestream.state.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** The rows that a source's readings make, computed without Flink and as far as is asked for. */
final class ExpectedWindows {

    /** The window's length is the job's default. */
    static final Duration LENGTH = Duration.ofSeconds(1);

    private final Map<Window, WindowRow> rows = new HashMap<>();
    private final Iterator<Reading> readings;
    private final long stepMillis;
    private long read;

    record Window(String key, Instant start) {}

    ExpectedWindows(GeneratorOptions<Reading> generator) {
        this.readings = GeneratedRecords.inOrder(generator).iterator();
        this.stepMillis = generator.sequence().millis(1) - generator.sequence().millis(0);
    }

    /** How many readings there are before a time that is a window's start. */
    long readingsBefore(Instant time) {
        return ChronoUnit.MILLIS.between(SeededReadings.START, time) / stepMillis;
    }

    /** The rows of at least that many readings, in whole windows unless it is the end. */
    Map<Window, WindowRow> upTo(long count) {
        Map<Window, WindowRow.Builder> open = new HashMap<>();
        for (; read < count; read++) {
            Reading reading = readings.next();
            Window window =
                    new Window(reading.key(), reading.time().truncatedTo(ChronoUnit.SECONDS));
            open.computeIfAbsent(window, unused -> new WindowRow.Builder()).add(reading.value());
        }
        open.forEach((window, builder) -> rows.put(window, builder.build()));
        return rows;
    }
}
