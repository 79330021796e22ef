package io.oncestream.connector.source.generator;

/**
 * Says how many records are due. It begins to count when it is made, so that nothing is due at once
 * after a restore, and what could not be emitted in time is made up for one second at most.
 */
final class Pace {

    private static final double CATCH_UP_NANOS_MAX = 1e9;

    private final double nanosPerRecord;
    private final long startNanos;

    /** When the next record is due, from the start on. */
    private double dueNanos;

    /**
     * @param phase when the first record is due, as a share of the time between two
     * @param startNanos now, by a clock such as {@link System#nanoTime()}
     */
    Pace(double perSecond, double phase, long startNanos) {
        this.nanosPerRecord = 1e9 / perSecond;
        this.startNanos = startNanos;
        this.dueNanos = phase * nanosPerRecord;
    }

    /** How many records may be emitted now, which count as emitted from here on. */
    int take(int max, long nowNanos) {
        double elapsed = nowNanos - startNanos;
        dueNanos = Math.max(dueNanos, elapsed - CATCH_UP_NANOS_MAX);
        if (elapsed < dueNanos) {
            return 0;
        }
        int taken = (int) Math.min(max, 1 + (elapsed - dueNanos) / nanosPerRecord);
        dueNanos += taken * nanosPerRecord;
        return taken;
    }

    long nanosToWait(long nowNanos) {
        return (long) Math.ceil(Math.max(0, dueNanos - (nowNanos - startNanos)));
    }
}
