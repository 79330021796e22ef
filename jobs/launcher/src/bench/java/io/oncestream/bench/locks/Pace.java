package io.oncestream.bench.locks;

import io.oncestream.bench.measure.Case;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * When each command is due.
 *
 * @param start by the clock
 * @param startNanos the same moment by {@link System#nanoTime}
 * @param between two commands; zero: all are due at once
 */
record Pace(Instant start, long startNanos, Duration between) {

    /** A setting of a case: commands a second; 0: as fast as they are answered. */
    static final String RATE = "rate";

    /** Of a case, from now on. */
    static Pace of(Case one) {
        int rate = one.number(RATE);
        return new Pace(
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                System.nanoTime(),
                rate == 0 ? Duration.ZERO : Duration.ofSeconds(1).dividedBy(rate));
    }

    boolean isPaced() {
        return !between.isZero();
    }

    /** Waits for the command at a place in the order of all; returns when it was due. */
    long await(int place) throws InterruptedException {
        long due = startNanos + between.toNanos() * place;
        TimeUnit.NANOSECONDS.sleep(isPaced() ? due - System.nanoTime() : 0);
        return due;
    }
}
