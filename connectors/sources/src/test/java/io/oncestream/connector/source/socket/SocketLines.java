package io.oncestream.connector.source.socket;

import io.oncestream.state.reading.Reading;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The readings that senders write to sockets, by their numbers. */
final class SocketLines {

    static final int COUNT = 4_000;
    private static final int STEP_MILLIS = 10;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    private SocketLines() {}

    static Stream<Reading> readings(int first, int end) {
        return IntStream.range(first, end).mapToObj(SocketLines::reading);
    }

    static List<String> lines(int first, int end, int step) {
        return IntStream.iterate(first, i -> i < end, i -> i + step)
                .mapToObj(SocketLines::reading)
                .map(
                        reading ->
                                "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s}"
                                        .formatted(reading.key(), reading.time(), reading.value()))
                .toList();
    }

    private static Reading reading(int i) {
        return new Reading("key" + i % 7, START.plusMillis((long) i * STEP_MILLIS), i, 0);
    }
}
