package io.oncestream.connector.source.rabbitmq;

import java.time.Duration;

/** Pauses that double from 100 ms to 5 s, for a minute; then the failure is the caller's. */
final class Retry {

    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Duration pause = FIRST;
    private long sinceNanos;

    void succeeded() {
        pause = FIRST;
    }

    /** How long to wait before the next attempt. */
    <E extends Exception> Duration failed(E failure) throws E {
        long now = System.nanoTime();
        if (pause.equals(FIRST)) {
            sinceNanos = now;
        } else if (now - sinceNanos > LIMIT.toNanos()) {
            throw failure;
        }
        Duration current = pause;
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        return current;
    }
}
