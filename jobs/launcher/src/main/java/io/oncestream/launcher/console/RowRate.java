package io.oncestream.launcher.console;

import java.util.ArrayDeque;
import java.util.Deque;

/** Rows per second over the last few seconds. */
final class RowRate {

    private static final long SPAN_NANOS = 5_000_000_000L;

    private record Sample(long nanos, long rows) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Takes the next count into the rate.
     *
     * @param nanos the time of this count, such as System.nanoTime()
     * @param rows the count so far; smaller than before after a restart. The first that is not 0
     *     has no rate: a job that goes on from a checkpoint begins with the rows of before
     */
    long perSecond(long nanos, long rows) {
        if (!samples.isEmpty() && (samples.getLast().rows > rows || samples.getLast().rows == 0)) {
            samples.clear();
        }
        samples.addLast(new Sample(nanos, rows));
        while (nanos - samples.getFirst().nanos > SPAN_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long elapsed = nanos - first.nanos;
        return elapsed == 0 ? 0 : Math.round((rows - first.rows) * 1e9 / elapsed);
    }
}
