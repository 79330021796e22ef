package io.oncestream.job.averages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The readings that senders write to sockets, by their numbers. */
final class SocketReadings {

    static final int COUNT = 4_000;
    private static final int STEP_MILLIS = 10;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");

    /** Closes the windows of all others; its own window stays open. */
    static final String LAST = json(1_000_000);

    private SocketReadings() {}

    /** The same for a batch run, with a header. */
    static List<String> csv() {
        List<String> rows = new ArrayList<>(List.of("key,time,value"));
        IntStream.range(0, COUNT)
                .forEach(i -> rows.add("%s,%s,%s".formatted(key(i), time(i), value(i))));
        return rows;
    }

    static List<String> lines(int first, int end, int step) {
        return IntStream.iterate(first, i -> i < end, i -> i + step)
                .mapToObj(SocketReadings::json)
                .toList();
    }

    private static String json(int i) {
        return "{\"key\":\"%s\",\"time\":\"%s\",\"value\":%s}".formatted(key(i), time(i), value(i));
    }

    private static String key(int i) {
        return "key" + i % 7;
    }

    private static Instant time(int i) {
        return START.plusMillis((long) i * STEP_MILLIS);
    }

    private static double value(int i) {
        return i % 97 / 4.0;
    }
}
